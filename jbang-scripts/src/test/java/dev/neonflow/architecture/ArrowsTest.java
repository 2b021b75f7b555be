package dev.neonflow.architecture;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the arrows, and proves that each of them can be broken. */
class ArrowsTest {

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          // What other artifacts' tests lend to the tests here.
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("dev.neonflow");

  @Test
  void product_isImportedWhole() {
    Stream.of(
            "sdk",
            "embedded",
            "workflows",
            "workflows.flyway",
            "workflows.liquibase",
            "workflows.temporal",
            "junit",
            "cli")
        .forEach(
            room ->
                assertFalse(
                    PRODUCT
                        .that(
                            com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(
                                "dev.neonflow." + room + ".."))
                        .isEmpty(),
                    room));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void arrow_holdsInTheProduct(ArchRule rule, Class<?>[] sample) {
    rule.check(PRODUCT);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void arrow_isBrokenByItsSample(ArchRule rule, Class<?>[] sample) {
    JavaClasses broken = new ClassFileImporter().importClasses(sample);
    AssertionError error = assertThrows(AssertionError.class, () -> rule.check(broken));
    assertTrue(error.getMessage().contains(sample[0].getSimpleName()), error.getMessage());
  }

  static Stream<Arguments> rules() {
    return Stream.of(
        rule(Arrows.CLIENT_KNOWS_NOTHING_ABOVE, dev.neonflow.sdk.samples.UsesEmbedded.class),
        rule(
            Arrows.EMBEDDED_SHARES_NOTHING_WITH_THE_CLIENT,
            dev.neonflow.embedded.samples.UsesClient.class),
        rule(Arrows.JUNIT_KNOWS_NO_WORKFLOWS, dev.neonflow.junit.samples.UsesWorkflows.class),
        rule(
            Arrows.WORKFLOWS_KNOW_NEITHER_EMBEDDED_NOR_CLI,
            dev.neonflow.workflows.samples.UsesEmbedded.class),
        rule(Arrows.FLYWAY_ONLY_IN_ITS_ARTIFACT, dev.neonflow.workflows.samples.UsesFlyway.class),
        rule(
            Arrows.LIQUIBASE_ONLY_IN_ITS_ARTIFACT,
            dev.neonflow.workflows.samples.UsesLiquibase.class),
        rule(
            Arrows.TEMPORAL_ONLY_IN_ITS_ARTIFACT,
            dev.neonflow.workflows.samples.UsesTemporal.class),
        rule(Arrows.PICOCLI_ONLY_IN_CLI, dev.neonflow.sdk.samples.UsesPicocli.class),
        rule(Arrows.LIBRARIES_DO_NOT_PRINT, dev.neonflow.sdk.samples.Prints.class),
        rule(
            Arrows.INTERPRETER_IS_PURE,
            dev.neonflow.workflows.internal.InterpreterWithAClock.class),
        rule(
            Arrows.NO_CYCLES_IN_CLIENT,
            dev.neonflow.sdk.one.NeedsTwo.class,
            dev.neonflow.sdk.two.NeedsOne.class),
        rule(
            Arrows.NO_CYCLES_IN_EMBEDDED,
            dev.neonflow.embedded.one.NeedsTwo.class,
            dev.neonflow.embedded.two.NeedsOne.class),
        rule(
            Arrows.NO_CYCLES_IN_WORKFLOWS,
            dev.neonflow.workflows.one.NeedsTwo.class,
            dev.neonflow.workflows.two.NeedsOne.class));
  }

  private static Arguments rule(ArchRule rule, Class<?>... sample) {
    return Arguments.of(rule, sample);
  }
}
