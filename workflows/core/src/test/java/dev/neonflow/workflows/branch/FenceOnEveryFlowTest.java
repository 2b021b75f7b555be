package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.branches.CreateBranch;
import dev.neonflow.workflows.BranchLeftException;
import dev.neonflow.workflows.FenceException;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.WorkflowFailedException;
import dev.neonflow.workflows.branch.Attacks.Attack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
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
    return some(new Attacks(databases, WRITES).all().toList(), 3);
  }

  /** All of them in the long tests, else one of so many. */
  private static <T> Stream<T> some(List<T> all, int step) {
    boolean whole = "full".equals(System.getenv("NEONFLOW_TEST"));
    return IntStream.range(0, all.size()).filter(i -> whole || i % step == 0).mapToObj(all::get);
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
    return some(allFlows(), 5);
  }

  private static List<Flow> allFlows() {
    return List.of(
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
            new Attack(
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
        assertRefused(new Attack(change + " before", n -> flow.run().run(n, () -> {})));
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
}
