package org.guidecheck;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Imports run one way. */
@AnalyzeClasses(packages = "org.guidecheck", importOptions = ArchitectureTest.MainClasses.class)
class ArchitectureTest {
    /**
     * Leaves tests out whatever the build folder. ArchUnit's own option knows {@code target/test-classes} only, and the
     * profile {@code spark} builds elsewhere.
     */
    static final class MainClasses implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/");
        }
    }

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("org.guidecheck.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule SUBPACKAGES_HAVE_NO_CYCLES =
            slices().matching("org.guidecheck.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule FAMILIES_OF_CLAIMS_STAND_APART =
            slices().matching("org.guidecheck.claim.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule CLAIMS_IN_GENERAL_KNOW_NO_FAMILY = noClasses().that().resideInAPackage("org.guidecheck.claim")
            .should().dependOnClassesThat().resideInAPackage("org.guidecheck.claim.*..");

    @ArchTest
    static final ArchRule ND4J_IS_A_BACKEND = noClasses().that().resideOutsideOfPackage("org.guidecheck.sampler.nd4j..")
            .should().dependOnClassesThat().resideInAPackage("org.nd4j..");

    @ArchTest
    static final ArchRule ONLY_THE_COMMAND_LINE_CHOOSES_ND4J = noClasses()
            .that().resideOutsideOfPackages("org.guidecheck.sampler.nd4j..", "org.guidecheck.cli..")
            .should().dependOnClassesThat().resideInAPackage("org.guidecheck.sampler.nd4j..");

    @ArchTest
    static final ArchRule IMPORTS_RUN_ONE_WAY = layeredArchitecture().consideringOnlyDependenciesInLayers()
            .layer("kernel").definedBy("..kernel..")
            .layer("distribution").definedBy("..distribution..")
            .layer("diffusion").definedBy("..diffusion..")
            .layer("sampler").definedBy("..sampler..")
            .layer("generator").definedBy("..generator..")
            .layer("statistics").definedBy("..statistics..")
            .layer("oracle").definedBy("..oracle..")
            .layer("claim").definedBy("..claim..")
            .layer("catalogue").definedBy("..catalogue..")
            .layer("guard").definedBy("..guard..")
            .layer("hunt").definedBy("..hunt..")
            .layer("picture").definedBy("..picture..")
            .layer("report").definedBy("..report..")
            .layer("cli").definedBy("..cli..")
            .whereLayer("cli").mayNotBeAccessedByAnyLayer()
            .whereLayer("picture").mayOnlyBeAccessedByLayers("cli")
            .whereLayer("report").mayOnlyBeAccessedByLayers("cli")
            .whereLayer("hunt").mayOnlyBeAccessedByLayers("cli")
            .whereLayer("guard").mayOnlyBeAccessedByLayers("cli")
            .whereLayer("claim").mayOnlyBeAccessedByLayers("catalogue", "guard", "hunt", "cli")
            .whereLayer("catalogue").mayOnlyBeAccessedByLayers("guard", "hunt", "cli")
            .whereLayer("oracle").mayOnlyBeAccessedByLayers("claim", "guard", "hunt", "picture", "cli")
            .whereLayer("generator").mayOnlyBeAccessedByLayers("catalogue", "guard", "hunt", "cli")
            .whereLayer("statistics").mayOnlyBeAccessedByLayers("oracle", "claim", "catalogue", "guard", "hunt",
                    "picture", "report", "cli")
            .whereLayer("sampler").mayOnlyBeAccessedByLayers("generator", "oracle", "claim", "guard", "hunt", "picture", "cli")
            .whereLayer("kernel").mayOnlyBeAccessedByLayers("distribution", "sampler", "oracle", "cli")
            .whereLayer("diffusion").mayOnlyBeAccessedByLayers("sampler", "generator", "oracle", "claim", "catalogue",
                    "guard", "hunt", "picture", "cli");
}
