package dev.neonflow.crash;

import java.util.List;

/** All scenarios. A new workflow or operation is one more line here. */
final class Scenarios {

  private static final Scenario.Body UP =
      scene ->
          scene
              .neonflow()
              .preview()
              .forPr(Workspace.PULL_REQUEST)
              .migrate()
              .deploy()
              .comment()
              .run();

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

  static final List<Scenario> ALL =
      List.of(
          Scenario.of("preview", UP).migrating(),
          Scenario.of("preview again", UP).after(UP),
          Scenario.of("teardown", DOWN).after(UP));

  private Scenarios() {}

  static Scenario named(String name) {
    return ALL.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }
}
