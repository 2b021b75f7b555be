package dev.neonflow.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import java.io.PrintStream;

/** The arrows between the rooms of the house: data goes down, results come up. */
final class Arrows {

  private static final String CLIENT = "dev.neonflow.sdk..";
  private static final String EMBEDDED = "dev.neonflow.embedded..";
  private static final String WORKFLOWS = "dev.neonflow.workflows..";
  private static final String FLYWAY = "dev.neonflow.workflows.flyway..";
  private static final String LIQUIBASE = "dev.neonflow.workflows.liquibase..";
  private static final String TEMPORAL = "dev.neonflow.workflows.temporal..";
  private static final String JUNIT = "dev.neonflow.junit..";
  private static final String CLI = "dev.neonflow.cli..";

  /** The client knows the wire and nothing above it. */
  static final ArchRule CLIENT_KNOWS_NOTHING_ABOVE =
      noClasses()
          .that()
          .resideInAPackage(CLIENT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(EMBEDDED, WORKFLOWS, JUNIT, CLI);

  /** The embedded Neon shares no code with the client, so a wrong field name cannot hide. */
  static final ArchRule EMBEDDED_SHARES_NOTHING_WITH_THE_CLIENT =
      noClasses()
          .that()
          .resideInAPackage(EMBEDDED)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(CLIENT, WORKFLOWS, JUNIT, CLI);

  /** Who wants a branch for a test does not need the workflows. */
  static final ArchRule JUNIT_KNOWS_NO_WORKFLOWS =
      noClasses()
          .that()
          .resideInAPackage(JUNIT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(WORKFLOWS, CLI);

  /** Workflows run against any Neon: they know neither the embedded one nor the command line. */
  static final ArchRule WORKFLOWS_KNOW_NEITHER_EMBEDDED_NOR_CLI =
      noClasses()
          .that()
          .resideInAPackage(WORKFLOWS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(EMBEDDED, JUNIT, CLI);

  /** Who does not use Flyway does not need it. */
  static final ArchRule FLYWAY_ONLY_IN_ITS_ARTIFACT =
      noClasses()
          .that()
          .resideInAnyPackage(CLIENT, EMBEDDED, WORKFLOWS)
          .and()
          .resideOutsideOfPackage(FLYWAY)
          .should()
          .dependOnClassesThat(resideInAnyPackage("org.flywaydb..", FLYWAY));

  /** Its licence is not ours: it is there only where somebody asked for it. */
  static final ArchRule LIQUIBASE_ONLY_IN_ITS_ARTIFACT =
      noClasses()
          .that()
          .resideInAnyPackage(CLIENT, EMBEDDED, WORKFLOWS, JUNIT, CLI)
          .and()
          .resideOutsideOfPackage(LIQUIBASE)
          .should()
          .dependOnClassesThat(resideInAnyPackage("liquibase..", LIQUIBASE));

  /** One process is enough for most; and what may run elsewhere must not know where. */
  static final ArchRule TEMPORAL_ONLY_IN_ITS_ARTIFACT =
      noClasses()
          .that()
          .resideInAnyPackage(CLIENT, EMBEDDED, WORKFLOWS, JUNIT, CLI)
          .and()
          .resideOutsideOfPackage(TEMPORAL)
          .should()
          .dependOnClassesThat(resideInAnyPackage("io.temporal..", TEMPORAL));

  /** Options are parsed in one place. */
  static final ArchRule PICOCLI_ONLY_IN_CLI =
      noClasses()
          .that()
          .resideOutsideOfPackage(CLI)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("picocli..");

  /** A library speaks through SLF4J and exceptions, and never ends its host. */
  static final ArchRule LIBRARIES_DO_NOT_PRINT =
      noClasses()
          .that()
          .resideInAnyPackage(CLIENT, EMBEDDED, WORKFLOWS, JUNIT)
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethod(Throwable.class, "printStackTrace")
          .orShould()
          .callMethod(Throwable.class, "printStackTrace", PrintStream.class)
          .orShould()
          .callMethod(System.class, "exit", int.class);

  /** The interpreter decides from data alone, so that any engine can drive it. */
  static final ArchRule INTERPRETER_IS_PURE =
      noClasses()
          .that(nameMatching("dev\\.neonflow\\.workflows\\.internal\\.Interpreter.*"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.io..",
              "java.nio..",
              "java.net..",
              "java.util.concurrent..",
              "java.util.random..",
              "java.sql..")
          .orShould()
          .dependOnClassesThat(
              nameMatching(
                  "java\\.(time\\.Clock|util\\.Random|util\\.UUID|lang\\.Thread|lang\\.System)"));

  /** No two folders of the client need each other. */
  static final ArchRule NO_CYCLES_IN_CLIENT = noCycles("dev.neonflow.sdk.(*)..");

  /** No two folders of the embedded Neon need each other. */
  static final ArchRule NO_CYCLES_IN_EMBEDDED = noCycles("dev.neonflow.embedded.(*)..");

  /** No two folders of the workflows need each other. */
  static final ArchRule NO_CYCLES_IN_WORKFLOWS = noCycles("dev.neonflow.workflows.(*)..");

  private static ArchRule noCycles(String folders) {
    return slices().matching(folders).should().beFreeOfCycles();
  }

  private Arrows() {}
}
