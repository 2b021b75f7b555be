package dev.neonflow.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.PreviewWorkflow;
import dev.neonflow.workflows.branch.BranchData;
import dev.neonflow.workflows.branch.RerunPolicy;
import dev.neonflow.workflows.ci.PullRequests;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * All scenarios. A new workflow or operation is one more line here. {@code
 * -Dneonflow.scenario=NAME} tries one of them only, so that several can be tried at once.
 */
final class Scenarios {

  /** How many earlier states staging and production keep unless they are told otherwise. */
  private static final int KEPT = 2;

  private static final String STATE = "staging-before/";
  private static final String POINT = "restore/";

  private static final Scenario.Body UP = up(UnaryOperator.identity());

  private static final Scenario.Body DOWN =
      scene ->
          scene
              .neonflow()
              .teardown()
              .forPr(Workspace.PULL_REQUEST)
              .destroyDeployment()
              .deleteBranch()
              .comment()
              .run();

  private static final Scenario.Body REFRESH =
      scene -> scene.neonflow().staging().refresh().migrate().deploy().report().run();

  private static final Scenario.Body DEPLOY =
      scene -> scene.neonflow().production().restorePoint().migrate().report().run();

  private static final Scenario.Body CREATE = scene -> scene.neonflow().dev().create("alice");

  private static final PullRequests NONE_OPEN =
      new PullRequests() {
        @Override
        public String describe() {
          return "nobody";
        }

        @Override
        public boolean isClosed(int number) {
          return true;
        }

        @Override
        public Set<Integer> open() {
          return Set.of();
        }
      };

  private static final List<Scenario> ALL =
      List.of(
          Scenario.of("preview", UP).migrating(),
          Scenario.of("preview again", UP).after(UP),
          Scenario.of("preview reset", up(preview -> preview.onRerun(RerunPolicy.RESET)))
              .after(UP)
              .migrating(),
          Scenario.of("preview recreated", up(preview -> preview.onRerun(RerunPolicy.RECREATE)))
              .after(UP)
              .migrating(),
          Scenario.of("preview of a schema", up(preview -> preview.data(BranchData.SCHEMA_ONLY)))
              .after(scene -> scene.neonflow().production().migrate().run()),
          Scenario.of("teardown", DOWN).after(UP),
          Scenario.of(
                  "production",
                  scene -> scene.neonflow().production().migrate().deploy().report().run())
              .migrating(),
          Scenario.of(
                  "production with rehearsal",
                  scene -> scene.neonflow().production().rehearse().migrate().report().run())
              .migrating()
              .checkedBy(Scenarios::copiesAside),
          Scenario.of("production with restore point", DEPLOY)
              .migrating()
              .checkedBy(Scenarios::secondPointAside),
          Scenario.of(
                  "production rollback",
                  scene -> scene.neonflow().production().rollback().report().run())
              .after(DEPLOY),
          Scenario.of("staging", REFRESH).checkedBy(Scenarios::keptStatesAside),
          Scenario.of("staging again", REFRESH)
              .after(REFRESH)
              .checkedBy(Scenarios::keptStatesAside),
          Scenario.of(
              "workflow",
              scene ->
                  scene
                      .neonflow()
                      .workflow("nightly")
                      .branch("nightly")
                      .migrate()
                      .deleteBranch()
                      .run()),
          Scenario.of("dev create", CREATE),
          Scenario.of("dev reset", scene -> scene.neonflow().dev().reset("alice")).after(CREATE),
          Scenario.of(
                  "dev reset, kept", scene -> scene.neonflow().dev().reset("alice", "alice-before"))
              .after(CREATE),
          Scenario.of("dev delete", scene -> scene.neonflow().dev().delete("alice")).after(CREATE),
          Scenario.of("testing", scene -> scene.neonflow().testing().run(branch -> {}))
              .checkedBy(Scenarios::leasesAside),
          Scenario.of("sweep", scene -> scene.neonflow().sweep().previews(NONE_OPEN).run())
              .after(UP));

  private Scenarios() {}

  private static Scenario.Body up(UnaryOperator<PreviewWorkflow> options) {
    return scene ->
        options
            .apply(scene.neonflow().preview().forPr(Workspace.PULL_REQUEST))
            .migrate()
            .deploy()
            .comment()
            .run();
  }

  /** Which of all it is, from 0. */
  static int number(Scenario scenario) {
    return ALL.indexOf(scenario);
  }

  static List<Scenario> all() {
    String only = System.getProperty("neonflow.scenario");
    return only == null ? ALL : List.of(named(only));
  }

  /**
   * A test run has a branch of its own each time; that of a killed one goes when it expires, and
   * its lock file stays, though nobody holds it or asks for it.
   */
  private static void leasesAside(Snapshot undisturbed, Snapshot disturbed) {
    List<String> lasting =
        disturbed.branches().stream()
            .filter(line -> !(line.startsWith("test/") && line.contains(", expires")))
            .toList();
    assertEquals(undisturbed.branches(), lasting);
    assertEquals(undisturbed.files(), disturbed.files());
    assertEquals(List.of(), disturbed.held());
  }

  /**
   * The copy of a killed rehearsal may be another run's; it goes later, at the latest by itself.
   */
  private static void copiesAside(Snapshot undisturbed, Snapshot disturbed) {
    List<String> lasting =
        disturbed.branches().stream()
            .filter(line -> !(line.startsWith("rehearsal/") && line.contains(", expires")))
            .toList();
    assertEquals(undisturbed.branches(), lasting);
    assertEquals(undisturbed.files(), disturbed.files());
    assertEquals(undisturbed.applications(), disturbed.applications());
    assertEquals(undisturbed.reports(), disturbed.reports());
    assertEquals(List.of(), disturbed.held());
  }

  /**
   * Production that was migrated in part has another state than the one that its restore point
   * keeps, and gets a second one.
   */
  private static void secondPointAside(Snapshot undisturbed, Snapshot disturbed) {
    assertEquals(without(POINT, undisturbed), without(POINT, disturbed));
    assertEquals(undisturbed.files(), disturbed.files());
    assertEquals(undisturbed.reports(), disturbed.reports());
    assertEquals(List.of(), disturbed.held());
    int points = disturbed.branches().size() - without(POINT, disturbed).size();
    assertTrue(points >= 1 && points <= KEPT, disturbed::toString);
  }

  /** A refresh that was done already is done again, and keeps one more state, but not too many. */
  private static void keptStatesAside(Snapshot undisturbed, Snapshot disturbed) {
    assertEquals(without(STATE, undisturbed), without(STATE, disturbed));
    assertEquals(undisturbed.files(), disturbed.files());
    assertEquals(undisturbed.applications(), disturbed.applications());
    assertEquals(undisturbed.reports(), disturbed.reports());
    assertEquals(List.of(), disturbed.held());
    int kept = disturbed.branches().size() - without(STATE, disturbed).size();
    assertTrue(kept <= KEPT, disturbed::toString);
  }

  private static List<String> without(String start, Snapshot snapshot) {
    return snapshot.branches().stream().filter(line -> !line.startsWith(start)).toList();
  }

  static Scenario named(String name) {
    return ALL.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }
}
