package support;

import java.util.Locale;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomGenerator;
import org.guidecheck.claim.Setting;
import org.guidecheck.generator.NoiseSeeds;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.statistics.Effort;

/** Random settings for properties: a law, a guidance schedule and a noise seed, which does not shrink. */
public final class Settings {
    private Settings() {
    }

    /** Effort of all properties, set by {@code -Dguidecheck.effort=E}; quick in regular runs, normal in thorough ones. */
    public static Effort effort() {
        return Effort.valueOf(System.getProperty("guidecheck.effort", "quick").toUpperCase(Locale.ROOT));
    }

    /** Seed of all properties, set by {@code -Dguidecheck.seed=N}; 1 by default. */
    public static long seed() {
        String given = System.getProperty("guidecheck.seed", "");
        return given.isBlank() ? 1 : Long.parseLong(given.strip());
    }

    /** Settings of these laws and schedules, guided towards the first class. */
    public static Arbitrary<Setting> of(Arbitrary<LabelledLaw> laws, Arbitrary<GuidanceSchedule> schedules) {
        return seeded(Combinators.combine(laws, schedules, NoiseSeeds.seeds())
                .as((law, schedule, noise) -> Setting.of(law, 0, schedule, noise)));
    }

    /** Mixes {@link #seed()} into jqwik's random numbers, whose own seed is fixed. */
    private static <T> Arbitrary<T> seeded(Arbitrary<T> arbitrary) {
        RandomGenerator<T> generator = arbitrary.generator(1000);
        long seed = seed();
        return Arbitraries
                .fromGenerator(random -> generator.next(new Random(random.nextLong() ^ (seed * 0x9e3779b97f4a7c15L))));
    }
}
