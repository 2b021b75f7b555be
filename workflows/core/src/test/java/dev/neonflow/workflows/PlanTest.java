package dev.neonflow.workflows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.BranchSpec;
import dev.neonflow.workflows.branch.EnsureBranch;
import dev.neonflow.workflows.branch.HistoryTable;
import dev.neonflow.workflows.deploy.DeployRequest;
import dev.neonflow.workflows.deploy.DeployStep;
import dev.neonflow.workflows.deploy.Deployer;
import dev.neonflow.workflows.deploy.Deployment;
import dev.neonflow.workflows.deploy.DeploymentRef;
import dev.neonflow.workflows.migrate.CommandMigrator;
import dev.neonflow.workflows.migrate.MigrationReport;
import dev.neonflow.workflows.migrate.MigrationTarget;
import dev.neonflow.workflows.migrate.Migrator;
import dev.neonflow.workflows.migrate.diff.SchemaDiffStep;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanTest {

  @TempDir Path directory;

  record NoMigrations() implements Migrator {
    @Override
    public String tool() {
      return "none";
    }

    @Override
    public String describe() {
      return "nothing";
    }

    @Override
    public MigrationReport migrate(MigrationTarget target, StepContext context) {
      return new MigrationReport("none", List.of(), null, null, Duration.ZERO);
    }
  }

  record OwnTables() implements Migrator {
    @Override
    public String tool() {
      return "own";
    }

    @Override
    public String describe() {
      return "own";
    }

    @Override
    public MigrationReport migrate(MigrationTarget target, StepContext context) {
      return new MigrationReport("own", List.of(), null, null, Duration.ZERO);
    }

    @Override
    public List<HistoryTable> ownTables() {
      return List.of(HistoryTable.named("notes"), HistoryTable.named("notes_lock"));
    }
  }

  record NoDeployer(String platform) implements Deployer {
    @Override
    public String describe() {
      return platform;
    }

    @Override
    public Deployment deploy(DeployRequest request, StepContext context) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean destroy(DeploymentRef deployment, StepContext context) {
      throw new UnsupportedOperationException();
    }
  }

  record NeedsABranch() implements Step<Steps.Out> {
    @Override
    public Key<Steps.Out> output() {
      return new Key<>("needy", Steps.Out.class);
    }

    @Override
    public Set<Key<?>> requires() {
      return Set.of(BranchRef.KEY);
    }

    @Override
    public String describe() {
      return "need a branch";
    }

    @Override
    public Steps.Out run(StepContext context) {
      return new Steps.Out("");
    }
  }

  @Test
  void restorePointAfterTheMigration_isRefused() {
    CommandMigrator migrator = CommandMigrator.of("migrate");
    ProductionWorkflow migrated = neonflow().production().migrate(migrator);
    assertThrows(InvalidWorkflowException.class, migrated::restorePoint);
    ProductionWorkflow without = neonflow().production().restorePoint();
    assertThrows(InvalidWorkflowException.class, without::plan);
    assertEquals(
        List.of("branch", "restore-point", "migration"),
        without.migrate(migrator).plan().steps().stream().map(PlannedStep::id).toList());
  }

  @Test
  void theSentence_isDataAndText() {
    Plan plan =
        neonflow()
            .preview()
            .forPr(new PullRequest(42, "feature/x", null))
            .comment(new Steps.NotingReporter(new ArrayList<>(), context -> {}))
            .migrate(new NoMigrations())
            .then("benchmark", context -> {})
            .plan();
    assertEquals(
        """
        preview preview/p/acme/shop/pr-42
          1. branch         branch preview/pr-42-feature-x from the default branch, expires in 7d
          2. migration      migrate with nothing
          3. benchmark      run benchmark (local)
          4. comment        report to a list (always, last)
          5. delete-branch  delete branch preview/pr-42-feature-x (once the pull request is closed)""",
        plan.toString());
    assertTrue(plan.steps().get(0).step() instanceof EnsureBranch);
  }

  @Test
  void ofAPullRequest_knowsHowToRemoveWhatItMakes() {
    List<String> removal =
        neonflow()
            .preview()
            .forPr(42)
            .deploy(new NoDeployer("a"))
            .then(new DeployStep(new NoDeployer("b")), StepOptions.named("second"))
            .then("delete-branch", context -> {})
            .plan()
            .steps()
            .stream()
            .filter(step -> step.runs() == Runs.WHEN_CLOSED)
            .map(step -> step.id() + ": " + step.describe())
            .toList();
    assertEquals(
        List.of(
            "destroy-deployment: destroy the deployment (a)",
            "destroy-deployment-2: destroy the deployment (b)",
            "delete-branch-2: delete branch preview/pr-42"),
        removal);
    assertTrue(
        neonflow().preview().named("demo").plan().steps().stream()
            .noneMatch(step -> step.runs() == Runs.WHEN_CLOSED),
        "there is no pull request to be closed");
  }

  @Test
  void schemaDiff_leavesOutAllTablesOfTheTool() {
    List<PlannedStep> steps =
        neonflow().preview().forPr(1).migrate(new OwnTables()).schemaDiff().plan().steps();
    assertTrue(
        steps.stream()
            .map(PlannedStep::step)
            .anyMatch(new SchemaDiffStep(new OwnTables().ownTables(), null)::equals));
  }

  @Test
  void samePlanTwice_isEqual() {
    PreviewWorkflow workflow = neonflow().preview().forPr(1).migrate(new NoMigrations());
    assertEquals(workflow.plan(), workflow.plan());
  }

  @Test
  void workflowIsImmutable_branchesOfASentenceDoNotMix() {
    PreviewWorkflow base = neonflow().preview().forPr(1);
    PreviewWorkflow migrated = base.migrate(new NoMigrations());
    assertEquals(2, base.plan().steps().size());
    assertEquals(3, migrated.plan().steps().size());
    assertEquals(2, base.when(false, w -> w.migrate(new NoMigrations())).plan().steps().size());
    assertEquals(3, base.when(true, w -> w.migrate(new NoMigrations())).plan().steps().size());
  }

  @Test
  void settingsAfterVerbs_stillHold() {
    Plan plan =
        neonflow()
            .preview()
            .forPr(1)
            .migrate(new NoMigrations())
            .from("staging")
            .expiresIn(Duration.ofHours(12))
            .plan();
    assertTrue(plan.toText().contains("from staging, expires in 12h"), plan.toText());
  }

  @Test
  void databaseOfTheBranchItself_goesBeforeTheDefault() {
    Neonflow neonflow = builder().projectId("p").database("shop").role("app").build();
    assertEquals("shop", spec(neonflow.preview().forPr(1)).database());
    BranchSpec own = spec(neonflow.preview().forPr(1).branch(spec -> spec.at("audit", "auditor")));
    assertEquals("audit", own.database());
    assertEquals("auditor", own.role());
  }

  private static BranchSpec spec(PreviewWorkflow preview) {
    EnsureBranch branch = (EnsureBranch) preview.plan().steps().get(0).step();
    return Objects.requireNonNull(branch).spec();
  }

  @Test
  void verbWithoutATool_namesBothRemedies() {
    InvalidWorkflowException missing =
        assertThrows(
            InvalidWorkflowException.class, () -> neonflow().preview().forPr(1).migrate().run());
    assertEquals("migrate() has no migrator", missing.getMessage());
    assertTrue(missing.next().contains("builder(neon).migrator(...)"), missing.next());
    assertTrue(missing.next().contains(".migrate(migrator)"), missing.next());
  }

  @Test
  void verbUsedTwice_needsAName() {
    PreviewWorkflow once = neonflow().preview().forPr(1).migrate(new NoMigrations());
    InvalidWorkflowException twice =
        assertThrows(InvalidWorkflowException.class, () -> once.migrate(new NoMigrations()).plan());
    assertTrue(twice.getMessage().contains("second step migration"), twice.getMessage());
    assertTrue(twice.next().contains("StepOptions.named"), twice.next());
    Plan named =
        once.then(
                new dev.neonflow.workflows.migrate.MigrateStep(new NoMigrations()),
                StepOptions.named("seed"))
            .plan();
    assertEquals("seed", named.steps().get(2).id());
  }

  @Test
  void forgottenDependency_namesStepKeyAndRemedy() {
    InvalidWorkflowException forgotten =
        assertThrows(
            InvalidWorkflowException.class,
            () -> neonflow().teardown().forPr(1).then(new NeedsABranch()).run());
    assertEquals(
        "then(...): step needy needs branch, which nothing puts out", forgotten.getMessage());
    assertFalse(forgotten.next().isEmpty());
  }

  record NeedsNote() implements Step<Steps.Out> {
    @Override
    public Key<Steps.Out> output() {
      return new Key<>("reader", Steps.Out.class);
    }

    @Override
    public Set<Key<?>> requires() {
      return Set.of(new Key<>("note", Steps.Out.class));
    }

    @Override
    public String describe() {
      return "read the note";
    }

    @Override
    public Steps.Out run(StepContext context) {
      return new Steps.Out("read");
    }
  }

  @Test
  void whatIsPutOutByAStepThatAlwaysRuns_comesTooLateForTheOthers() {
    Steps.Noting always =
        new Steps.Noting("note", Runs.ALWAYS, new ArrayList<>(), context -> {}, context -> {});
    InvalidWorkflowException late =
        assertThrows(
            InvalidWorkflowException.class,
            () -> neonflow().teardown().forPr(1).then(always).then(new NeedsNote()).plan());
    assertTrue(late.getMessage().contains("needs note, which is put out only after it"));
    assertTrue(late.next().contains("always run"), late.next());
  }

  @Test
  void planThatLostAStep_isRefusedBeforeAnythingRuns() {
    Plan whole = neonflow().preview().forPr(1).migrate(new NoMigrations()).plan();
    Plan torn =
        new Plan(
            whole.workflow(),
            Plan.FORMAT,
            whole.subject(),
            whole.policies(),
            whole.steps().subList(1, whole.steps().size()));
    InvalidWorkflowException refused =
        assertThrows(InvalidWorkflowException.class, () -> neonflow().run(torn));
    assertTrue(refused.getMessage().contains("migration needs branch"), refused.getMessage());
  }

  @Test
  void planWithAStepTwice_isRefusedBeforeAnythingRuns() {
    Plan whole = neonflow().preview().forPr(1).plan();
    List<PlannedStep> steps = new ArrayList<>(whole.steps());
    steps.add(whole.steps().get(0));
    Plan twice = new Plan(whole.workflow(), Plan.FORMAT, whole.subject(), whole.policies(), steps);
    InvalidWorkflowException refused =
        assertThrows(InvalidWorkflowException.class, () -> neonflow().run(twice));
    assertEquals("the plan makes a second step branch", refused.getMessage());
    assertTrue(refused.next().contains("leave one out"), refused.next());
  }

  @Test
  void noProject_namesTheVariable() {
    Neonflow without = builder().environment(name -> null).build();
    InvalidWorkflowException missing =
        assertThrows(InvalidWorkflowException.class, () -> without.preview().forPr(1));
    assertTrue(missing.next().contains("NEON_PROJECT_ID"), missing.next());
  }

  @Test
  void pullRequestZero_isAUsageError() {
    assertTrue(
        assertThrows(PreconditionException.class, () -> neonflow().preview().forPr(0)).isUsage());
  }

  @Test
  void named_hasNoPullRequest() {
    Subject demo = neonflow().preview().named("demo").subject();
    assertEquals("preview/p/acme/shop/named/demo", demo.key());
    assertTrue(demo.pullRequestNumber().isEmpty());
    assertThrows(PreconditionException.class, () -> neonflow().preview().named("A b"));
  }

  @Test
  void nameThatAdopts_takesItsUsualBranchOnly() {
    PreviewWorkflow demo = neonflow().preview().named("demo").branchName("shared");
    InvalidWorkflowException refused =
        assertThrows(InvalidWorkflowException.class, () -> demo.adopt().plan());
    assertTrue(
        refused.getMessage().contains("adopts preview/demo only, not shared"),
        refused.getMessage());
    assertThrows(InvalidWorkflowException.class, () -> demo.branch(BranchSpec::adopting).start());
    assertTrue(demo.plan().toText().contains("shared"));
    assertTrue(demo.branchName("preview/demo").adopt().plan().toText().contains("preview/demo"));
    PreviewWorkflow pullRequest = neonflow().preview().forPr(1).branchName("shared").adopt();
    assertTrue(pullRequest.plan().toText().contains("shared"));
  }

  private Neonflow neonflow() {
    return builder().projectId("p").build();
  }

  private NeonflowBuilder builder() {
    Neon nowhere =
        Neon.builder(Secret.of("key")).apiBase(URI.create("http://127.0.0.1:1/api/v2")).build();
    return Neonflow.builder(nowhere)
        .repository("Acme/Shop")
        .environment(name -> null)
        .directory(directory)
        .lockDirectory(directory.resolve("locks"));
  }
}
