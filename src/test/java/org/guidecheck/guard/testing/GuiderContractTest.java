package org.guidecheck.guard.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.guidecheck.claim.Statement;
import org.guidecheck.guard.guiders.GuiderGuard;
import org.guidecheck.guider.Guider;
import org.guidecheck.guider.Guiders;

/** A built-in guider fulfils the contract of guiders in jqwik, and one with the wrong sign does not. */
class GuiderContractTest implements GuiderContract {
    /** Guides away from the class. */
    private record Wrong(Guider guider, Optional<Guider> like) implements GuiderContract {
    }

    @Override
    public Guider guider() {
        return Guiders.byName("interval:0.3:5");
    }

    @Override
    public Optional<Guider> like() {
        return Optional.of(guider());
    }

    @Override
    public List<Double> scales() {
        return List.of(2.0);
    }

    @Override
    @Provide
    public Arbitrary<Long> seeds() {
        return Arbitraries.just(5L);
    }

    private static List<Method> properties() {
        return Arrays.stream(GuiderContract.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Property.class)).toList();
    }

    @Example
    void hasAPropertyForEachClaim() {
        assertThat(properties()).map(property -> "guider." + property.getName().replaceAll("([A-Z])", "-$1")
                .toLowerCase(Locale.ROOT))
                .containsExactlyInAnyOrderElementsOf(GuiderGuard.claims().stream().map(Statement::id).toList());
    }

    @Example
    void aWrongRuleFailsWithTheReason() {
        Guider away = Guider.of("away", (level, w, x, c, u) -> {
            double[] guided = c.clone();
            for (int i = 0; i < guided.length; i++) {
                guided[i] -= w * (c[i] - u[i]);
            }
            return guided;
        });
        Wrong contract = new Wrong(away, Optional.of(Guiders.byName("cfg")));
        for (Method property : properties()) {
            if (List.of("scaleConvention", "asDeclared", "grade").contains(property.getName())) {
                assertThat(catchThrowable(() -> run(property, contract))).isInstanceOf(AssertionError.class)
                        .hasMessageContaining(" is REFUTED of away, like cfg, scales 2, 4, 8.5, 50 steps, seed 5")
                        .hasMessageMatching("(?s).*(is a sign wrong|acts as scale 0 at every point).*");
            }
        }
    }

    private static void run(Method property, GuiderContract contract) throws Throwable {
        try {
            property.invoke(contract, 5L);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
