package dev.neonflow.cli;

import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.DryRun;
import dev.neonflow.workflows.Plan;
import dev.neonflow.workflows.PlannedStep;
import dev.neonflow.workflows.Runs;
import dev.neonflow.workflows.branch.BranchRef;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a dry run can say of an embedded Neon that does not run: it starts none to ask it. */
final class NotStarted {

  static final String PROJECT = "embedded";

  private NotStarted() {}

  /** A client for plans, which ask nobody. */
  static Neon client() {
    return Neon.builder(Secret.of("none")).apiBase(URI.create("http://127.0.0.1:1/api/v2")).build();
  }

  static DryRun dryRun(Plan plan, Path directory) {
    DryRun.Line start =
        new DryRun.Line(
            "embedded",
            "would start an embedded Neon in " + directory + ", and only then know what is there");
    List<DryRun.Line> lines =
        Stream.concat(
                Stream.of(start),
                plan.steps().stream()
                    .filter(step -> step.runs() != Runs.WHEN_CLOSED)
                    .map(NotStarted::line))
            .toList();
    return new DryRun(plan, lines);
  }

  private static DryRun.Line line(PlannedStep step) {
    String what = step.describe();
    boolean named = step.id().equals(BranchRef.KEY.name()) && !what.startsWith("use ");
    return new DryRun.Line(step.id(), (named ? "would create or keep " : "would ") + what);
  }
}
