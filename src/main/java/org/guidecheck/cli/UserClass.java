package org.guidecheck.cli;

import org.guidecheck.text.InvalidInputException;

/** Classes of the user, named by options. */
final class UserClass {
    private UserClass() {
    }

    /**
     * Creates an instance.
     *
     * @param option the option that names the class
     * @param name   name of the class
     * @param type   interface that it must implement
     * @param <T>    the same interface
     * @throws InvalidInputException naming the option, if there is no such class or it cannot be created
     */
    static <T> T named(String option, String name, Class<T> type) {
        try {
            return Class.forName(name).asSubclass(type).getDeclaredConstructor().newInstance();
        } catch (ClassNotFoundException | NoClassDefFoundError e) {
            throw refused(option, name, "no such class on the class path", e);
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw refused(option, name,
                    "must implement " + type.getName() + " and have a constructor without arguments", e);
        }
    }

    private static InvalidInputException refused(String option, String name, String problem, Throwable cause) {
        InvalidInputException refused = BadInput.option(option, name, problem);
        refused.initCause(cause);
        return refused;
    }

    /** Whether there is a class of this name with this interface. */
    static boolean isA(String name, Class<?> type) {
        try {
            return type.isAssignableFrom(Class.forName(name));
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /** Whether there is a class of this name. */
    static boolean exists(String name) {
        try {
            Class.forName(name);
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
