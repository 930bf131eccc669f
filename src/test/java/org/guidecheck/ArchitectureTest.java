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
            .withOptionalLayers(true)
            .layer("text").definedBy("org.guidecheck.text..")
            .layer("law").definedBy("org.guidecheck.law..")
            .layer("process").definedBy("org.guidecheck.process..")
            .layer("guider").definedBy("org.guidecheck.guider..")
            .layer("sampler").definedBy("org.guidecheck.sampler..")
            .layer("generator").definedBy("org.guidecheck.generator..")
            .layer("statistics").definedBy("org.guidecheck.statistics..")
            .layer("oracle").definedBy("org.guidecheck.oracle..")
            .layer("claim").definedBy("org.guidecheck.claim..")
            .layer("catalogue").definedBy("org.guidecheck.catalogue..")
            .layer("guard").definedBy("org.guidecheck.guard..")
            .layer("audit").definedBy("org.guidecheck.audit..")
            .layer("hunt").definedBy("org.guidecheck.hunt..")
            .layer("score").definedBy("org.guidecheck.score..")
            .layer("advise").definedBy("org.guidecheck.advise..")
            .layer("watch").definedBy("org.guidecheck.watch..")
            .layer("proof").definedBy("org.guidecheck.proof..")
            .layer("report").definedBy("org.guidecheck.report..")
            .layer("cli").definedBy("org.guidecheck.cli..")
            .layer("spark").definedBy("org.guidecheck.spark..")
            .layer("bench").definedBy("org.guidecheck.bench..")
            .whereLayer("text").mayNotAccessAnyLayer()
            .whereLayer("law").mayOnlyAccessLayers("text")
            .whereLayer("process").mayOnlyAccessLayers("text", "law")
            .whereLayer("guider").mayOnlyAccessLayers("text", "law", "process")
            .whereLayer("sampler").mayOnlyAccessLayers("text", "law", "process", "guider")
            .whereLayer("generator").mayOnlyAccessLayers("text", "law", "process", "sampler")
            .whereLayer("statistics").mayOnlyAccessLayers("text")
            .whereLayer("oracle").mayOnlyAccessLayers("text", "law", "process", "sampler", "statistics")
            .whereLayer("claim")
            .mayOnlyAccessLayers("text", "law", "process", "guider", "sampler", "statistics", "oracle")
            .whereLayer("catalogue")
            .mayOnlyAccessLayers("text", "law", "process", "guider", "sampler", "generator", "statistics", "claim")
            .whereLayer("guard")
            .mayOnlyAccessLayers("text", "law", "process", "guider", "sampler", "generator", "statistics",
                    "oracle", "claim", "catalogue", "hunt")
            .whereLayer("audit")
            .mayOnlyAccessLayers("text", "law", "process", "sampler", "statistics", "oracle", "claim")
            .whereLayer("hunt")
            .mayOnlyAccessLayers("text", "law", "process", "guider", "sampler", "generator", "statistics",
                    "oracle", "claim", "catalogue")
            .whereLayer("score")
            .mayOnlyAccessLayers("text", "law", "process", "sampler", "statistics", "oracle", "guard")
            .whereLayer("advise").mayOnlyAccessLayers("text", "law", "process", "sampler", "statistics", "oracle")
            .whereLayer("watch").mayOnlyAccessLayers("text", "statistics")
            .whereLayer("proof").mayOnlyAccessLayers("text", "law")
            .whereLayer("report").mayOnlyAccessLayers("text", "law", "process", "sampler", "statistics", "oracle")
            .whereLayer("spark")
            .mayOnlyAccessLayers("text", "law", "process", "guider", "sampler", "generator", "statistics",
                    "oracle", "claim", "catalogue", "guard", "hunt", "report")
            .whereLayer("cli").mayNotBeAccessedByAnyLayer()
            .whereLayer("bench").mayNotBeAccessedByAnyLayer();
}
