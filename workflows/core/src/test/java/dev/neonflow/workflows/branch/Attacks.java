package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.Plan;
import dev.neonflow.workflows.PlannedStep;
import dev.neonflow.workflows.PreviewWorkflow;
import dev.neonflow.workflows.Runs;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.StepOptions;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.migrate.rehearsal.RehearseStep;
import dev.neonflow.workflows.migrate.restore.AssessRollback;
import dev.neonflow.workflows.migrate.restore.MakeRestorePoint;
import dev.neonflow.workflows.migrate.restore.RollBack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * All ways to reach for the branches {@code main} and {@code vault} without {@code production()}.
 */
final class Attacks {

  private final Databases databases;
  private final WritingMigrator writes;

  Attacks(Databases databases, WritingMigrator writes) {
    this.databases = databases;
    this.writes = writes;
  }

  /** Reaches for a branch; {@code main} is called as the default branch is called. */
  record Attack(String how, Consumer<Neonflow> run) {
    @Override
    public String toString() {
      return how;
    }
  }

  Stream<Attack> all() {
    List<Attack> all = new ArrayList<>();
    for (String target : List.of("main", "vault")) {
      all.add(attack("preview named as " + target, n -> preview(n, target).run()));
      all.add(attack("preview adopting " + target, n -> preview(n, target).adopt().run()));
      for (RerunPolicy policy : RerunPolicy.values()) {
        all.add(
            attack(
                "preview adopting " + target + ", " + policy,
                n -> preview(n, target).adopt().onRerun(policy).migrate(writes).run()));
      }
      all.add(
          attack(
              "preview of " + target + "'s parent and name",
              n -> preview(n, target).from(target).data(BranchData.SCHEMA_ONLY).adopt().run()));
      all.add(
          attack(
              "teardown of " + target,
              n -> n.teardown().forPr(1).branchName(target).deleteBranch().run()));
      all.add(
          attack(
              "teardown named, of " + target,
              n -> n.teardown().named("x").branchName(target).deleteBranch().run()));
      all.add(attack("custom branch " + target, n -> n.workflow("w").branch(target).run()));
      all.add(
          attack(
              "custom branch adopting " + target,
              n -> n.workflow("w").branch(target, BranchSpec.DEFAULT.adopting()).run()));
      all.add(
          attack(
              "custom branch adopting and deleting " + target,
              n ->
                  n.workflow("w")
                      .branch(target, BranchSpec.DEFAULT.adopting())
                      .deleteBranch()
                      .run()));
      all.add(
          attack(
              "custom deletion of " + target,
              n -> n.workflow("w").then(new DeleteBranch(BranchNames.exactly(target))).run()));
      all.add(
          attack(
              "custom step that uses production's branch " + target,
              n -> n.workflow("w").then(production(target)).migrate(writes).run()));
      all.add(
          attack(
              "custom step that makes up a reference to " + target,
              n -> n.workflow("w").then(new MadeUp(target)).migrate(writes).run()));
      all.add(
          attack(
              "custom step that restores " + target,
              n ->
                  n.workflow("w")
                      .then(new MadeUp(target))
                      .then(new AssessRollback(null, false, 1))
                      .then(new RollBack())
                      .run()));
      all.add(
          attack(
              "custom step that makes a restore point of " + target,
              n ->
                  n.workflow("w")
                      .then(new MadeUp(target))
                      .then(new MakeRestorePoint(writes))
                      .run()));
      all.add(
          attack(
              "custom step that connects to " + target,
              n -> n.workflow("w").then("reach", context -> connect(target, context)).run()));
      all.add(
          attack(
              "custom step that rehearses on " + target,
              n -> n.workflow("w").then(new MadeUp(target)).then(new RehearseStep(writes)).run()));
      all.add(
          attack(
              "preview's own step that connects to " + target,
              n -> n.preview().forPr(2).then("reach", context -> connect(target, context)).run()));
      all.add(
          attack(
              "production's own step that deletes " + target,
              n -> n.production().then(new DeleteBranch(BranchNames.exactly(target))).run()));
      all.add(
          attack(
              "production's own step that makes a branch of " + target,
              n ->
                  n.production()
                      .then(
                          new EnsureBranch(
                              BranchNames.exactly(target),
                              BranchSpec.DEFAULT.adopting().expiresIn(Duration.ofDays(1)),
                              Rerun.REUSE),
                          StepOptions.named("second"))
                      .run()));
      all.add(
          attack(
              "plan of a preview whose branch was changed to " + target,
              n ->
                  n.run(
                      changed(
                          n.preview().forPr(3).migrate(writes).plan(),
                          new EnsureBranch(
                              BranchNames.exactly(target),
                              BranchSpec.DEFAULT.adopting(),
                              Rerun.REUSE)))));
      all.add(
          attack(
              "plan of a preview that uses production's branch " + target,
              n ->
                  n.run(changed(n.preview().forPr(3).migrate(writes).plan(), production(target)))));
    }
    all.add(
        attack(
            "plan of a preview that says it is about production",
            n ->
                n.run(
                    about(
                        n.preview().forPr(3).migrate(writes).plan(),
                        "preview",
                        "production/" + databases.projectId()))));
    all.add(
        attack(
            "plan of a custom workflow that says it is about production",
            n ->
                n.run(
                    about(
                        n.workflow("w").then(production("main")).migrate(writes).plan(),
                        "workflow",
                        "production/" + databases.projectId()))));
    all.add(
        attack(
            "plan of production that is about a preview",
            n ->
                n.run(
                    about(
                        n.production().migrate(writes).plan(),
                        "production",
                        "preview/" + databases.projectId() + "/acme/shop/pr-3"))));
    all.add(
        attack(
            "production of a branch that is neither",
            n -> n.production().branch(stranger()).migrate(writes).run()));
    return all.stream();
  }

  private static Attack attack(String how, Consumer<Neonflow> run) {
    return new Attack(how, run);
  }

  private static PreviewWorkflow preview(Neonflow neonflow, String name) {
    return neonflow.preview().forPr(1).branchName(name);
  }

  private static UseProduction production(String branch) {
    return new UseProduction(branch.equals("main") ? null : branch, null, null);
  }

  private String stranger() {
    if (databases.named("stranger").isEmpty()) {
      databases.create("stranger", UnaryOperator.identity());
    }
    return "stranger";
  }

  private static Plan changed(Plan plan, Step<?> first) {
    List<PlannedStep> steps = new ArrayList<>(plan.steps());
    steps.set(
        0,
        new PlannedStep(
            "branch", first, first.describe(), Runs.ON_SUCCESS, StepOptions.defaults()));
    return new Plan(plan.workflow(), plan.planFormat(), plan.subject(), plan.policies(), steps);
  }

  private static Plan about(Plan plan, String workflow, String key) {
    Subject was = plan.subject();
    return new Plan(
        workflow,
        plan.planFormat(),
        new Subject(
            key,
            was.projectId(),
            was.repository(),
            was.pullRequest(),
            was.gitBranch(),
            was.commit()),
        plan.policies(),
        plan.steps());
  }

  private static void connect(String target, StepContext context) {
    assertNotNull(context.connection(new MadeUp(target).run(context)));
  }

  /** Says that another branch is this workflow's. */
  record MadeUp(String target) implements Step<BranchRef> {
    @Override
    public Key<BranchRef> output() {
      return BranchRef.KEY;
    }

    @Override
    public String describe() {
      return "make up a reference to " + target;
    }

    @Override
    public BranchRef run(StepContext context) {
      return new BranchRef(
          context
              .neon()
              .branches()
              .find(context.subject().projectId(), target)
              .orElseThrow()
              .branch()
              .id(),
          target,
          true,
          null,
          null,
          "localhost",
          "neondb",
          "neondb_owner",
          null,
          "made up");
    }
  }
}
