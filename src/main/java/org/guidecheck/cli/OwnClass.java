package org.guidecheck.cli;

/** A class of the user's, named on the command line. */
final class OwnClass {
    private OwnClass() {
    }

    /**
     * An instance of it.
     *
     * @param option that names it
     * @param name   of the class
     * @param type   what it must implement
     * @param <T>    the same
     * @throws IllegalArgumentException naming the option, if there is no such class or it cannot be made
     */
    static <T> T named(String option, String name, Class<T> type) {
        try {
            return Class.forName(name).asSubclass(type).getDeclaredConstructor().newInstance();
        } catch (ClassNotFoundException | NoClassDefFoundError e) {
            throw new IllegalArgumentException(option + "=" + name + ": no such class on the class path", e);
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new IllegalArgumentException(option + "=" + name + ": must implement " + type.getName()
                    + " and have a constructor without arguments", e);
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
