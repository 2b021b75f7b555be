package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.branches.CreateBranch;
import dev.neonflow.workflows.BranchLeftException;
import dev.neonflow.workflows.FenceException;
import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.Plan;
import dev.neonflow.workflows.PlannedStep;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.PreviewWorkflow;
import dev.neonflow.workflows.Runs;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.StepOptions;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.WorkflowFailedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tries every flow and option to reach the default branch {@code main} or the protected branch
 * {@code vault} without {@code production()}.
 */
@Timeout(120)
class FenceOnEveryFlowTest {

  private static final WritingMigrator WRITES =
      new WritingMigrator("insert into orders values ('written')");

  @TempDir static Path directory;

  private static Sandbox sandbox;
  private static Databases databases;
  private static String main;
  private static String vault;

  /** Reaches for a branch; {@code main} is called as the default branch is called. */
  record Attack(String how, Consumer<Neonflow> run) {
    @Override
    public String toString() {
      return how;
    }
  }

  @BeforeAll
  static void start() {
    sandbox = new Sandbox(directory);
    databases = new Databases(sandbox);
    databases.execute("main", "create table orders (what text); insert into orders values ('p')");
    databases.create("vault", CreateBranch::protectedBranch);
    main = databases.fingerprint("main");
    vault = databases.fingerprint("vault");
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  static Stream<Attack> attacks() {
    List<Attack> all = new ArrayList<>();
    for (String target : List.of("main", "vault")) {
      all.add(attack("preview named as " + target, n -> preview(n, target).run()));
      all.add(attack("preview adopting " + target, n -> preview(n, target).adopt().run()));
      for (RerunPolicy policy : RerunPolicy.values()) {
        all.add(
            attack(
                "preview adopting " + target + ", " + policy,
                n -> preview(n, target).adopt().onRerun(policy).migrate(WRITES).run()));
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
              n -> n.workflow("w").then(production(target)).migrate(WRITES).run()));
      all.add(
          attack(
              "custom step that makes up a reference to " + target,
              n -> n.workflow("w").then(new MadeUp(target)).migrate(WRITES).run()));
      all.add(
          attack(
              "custom step that connects to " + target,
              n -> n.workflow("w").then("reach", context -> connect(target, context)).run()));
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
                          n.preview().forPr(3).migrate(WRITES).plan(),
                          new EnsureBranch(
                              BranchNames.exactly(target),
                              BranchSpec.DEFAULT.adopting(),
                              Rerun.REUSE)))));
      all.add(
          attack(
              "plan of a preview that uses production's branch " + target,
              n ->
                  n.run(changed(n.preview().forPr(3).migrate(WRITES).plan(), production(target)))));
    }
    all.add(
        attack(
            "plan of a preview that says it is about production",
            n ->
                n.run(
                    about(
                        n.preview().forPr(3).migrate(WRITES).plan(),
                        "preview",
                        "production/" + sandbox.projectId()))));
    all.add(
        attack(
            "plan of a custom workflow that says it is about production",
            n ->
                n.run(
                    about(
                        n.workflow("w").then(production("main")).migrate(WRITES).plan(),
                        "workflow",
                        "production/" + sandbox.projectId()))));
    all.add(
        attack(
            "plan of production that is about a preview",
            n ->
                n.run(
                    about(
                        n.production().migrate(WRITES).plan(),
                        "production",
                        "preview/" + sandbox.projectId() + "/acme/shop/pr-3"))));
    all.add(
        attack(
            "production of a branch that is neither",
            n -> n.production().branch(stranger()).migrate(WRITES).run()));
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void withoutProduction_isNotReached(Attack attack) {
    assertRefused(attack);
    assertEquals(main, databases.fingerprint("main"));
    assertEquals(vault, databases.fingerprint("vault"));
  }

  /** What makes a branch of ours one that must not be touched. */
  enum Change {
    DEFAULT,
    PROTECTED
  }

  /** A flow whose branch changes while it runs, or before a further run of it. */
  record Flow(String what, String branch, FlowRun run) {
    @Override
    public String toString() {
      return what;
    }
  }

  /** One run that calls {@code meanwhile} in a step after that of the branch. */
  interface FlowRun {
    void run(Neonflow neonflow, Runnable meanwhile);
  }

  static Stream<Flow> flows() {
    return Stream.of(
        new Flow(
            "preview",
            "preview/pr-7",
            (n, then) ->
                n.preview().forPr(7).then("then", context -> then.run()).migrate(WRITES).run()),
        new Flow(
            "preview that is reset",
            "preview/pr-8",
            (n, then) ->
                n.preview()
                    .forPr(8)
                    .onRerun(RerunPolicy.RESET)
                    .then("then", context -> then.run())
                    .migrate(WRITES)
                    .run()),
        new Flow(
            "preview that is made anew",
            "preview/pr-9",
            (n, then) ->
                n.preview()
                    .forPr(9)
                    .onRerun(RerunPolicy.RECREATE)
                    .then("then", context -> then.run())
                    .migrate(WRITES)
                    .run()),
        new Flow(
            "staging",
            "staging",
            (n, then) -> n.staging().then("then", context -> then.run()).migrate(WRITES).run()),
        new Flow(
            "staging that is refreshed",
            "staging",
            (n, then) ->
                n.staging().refresh().then("then", context -> then.run()).migrate(WRITES).run()),
        new Flow(
            "dev created again",
            "dev/alice",
            (n, then) -> {
              n.dev().create("alice");
              then.run();
              n.dev().create("alice");
            }),
        new Flow(
            "dev connected to",
            "dev/bob",
            (n, then) -> {
              n.dev().create("bob");
              then.run();
              n.dev().connection("bob");
            }),
        new Flow(
            "dev reset",
            "dev/carol",
            (n, then) -> {
              n.dev().create("carol");
              then.run();
              n.dev().reset("carol");
            }),
        new Flow(
            "dev deleted",
            "dev/dave",
            (n, then) -> {
              n.dev().create("dave");
              then.run();
              n.dev().delete("dave");
            }),
        new Flow(
            "custom",
            "perf/long",
            (n, then) ->
                n.workflow("perf")
                    .branch("perf/long", BranchSpec.DEFAULT)
                    .then("then", context -> then.run())
                    .migrate(WRITES)
                    .run()),
        new Flow(
            "custom that deletes",
            "perf/short",
            (n, then) ->
                n.workflow("perf")
                    .branch("perf/short")
                    .then("then", context -> then.run())
                    .deleteBranch()
                    .run()));
  }

  @Test
  void testBranchThatChanges_isLeft() {
    for (Change change : Change.values()) {
      List<String> before = new ArrayList<>();
      BranchLeftException left =
          assertThrows(
              BranchLeftException.class,
              () ->
                  sandbox
                      .neonflow()
                      .build()
                      .testing()
                      .run(
                          branch -> {
                            make(branch.branch().name(), change);
                            before.add(databases.fingerprint(branch.branch().name()));
                          }));
      assertInstanceOf(FenceException.class, left.getCause());
      String name = databases.named("test/").get(0);
      assertEquals(before, List.of(databases.fingerprint(name)));
      databases.makeDefault("main");
      databases.update(name, branch -> branch.protectedBranch(false).name("left-" + change));
    }
  }

  @ParameterizedTest
  @MethodSource("flows")
  void branchThatChangesMeanwhileOrLater_isNotReached(Flow flow) {
    for (Change change : Change.values()) {
      List<String> before = new ArrayList<>();
      flow.run().run(sandbox.neonflow().build(), () -> {});
      try {
        assertRefused(
            attack(
                change + " meanwhile",
                n ->
                    flow.run()
                        .run(
                            n,
                            () -> {
                              make(flow.branch(), change);
                              before.add(databases.fingerprint(name(flow)));
                            })));
        assertEquals(before, List.of(databases.fingerprint(name(flow))));
        assertRefused(attack(change + " before", n -> flow.run().run(n, () -> {})));
        assertEquals(before, List.of(databases.fingerprint(name(flow))));
      } finally {
        databases.makeDefault("main");
        databases.update(name(flow), branch -> branch.protectedBranch(false));
      }
    }
    assertEquals(main, databases.fingerprint("main"));
    assertEquals(vault, databases.fingerprint("vault"));
  }

  private static void make(String start, Change change) {
    String branch = databases.named(start).get(0);
    databases.update(branch, update -> update.neverExpires());
    if (change == Change.DEFAULT) {
      databases.makeDefault(branch);
    } else {
      databases.update(branch, update -> update.protectedBranch(true));
    }
  }

  private static String name(Flow flow) {
    return databases.named(flow.branch()).get(0);
  }

  private static void assertRefused(Attack attack) {
    RuntimeException thrown =
        assertThrows(
            RuntimeException.class,
            () -> attack.run().accept(sandbox.neonflow().build()),
            attack.toString());
    Throwable cause = thrown instanceof WorkflowFailedException ? thrown.getCause() : thrown;
    assertTrue(
        cause instanceof FenceException || cause instanceof PreconditionException,
        () -> attack + ": " + cause);
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

  private static String stranger() {
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
          databases.branch(target).id(),
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
