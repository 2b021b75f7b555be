package dev.neonflow.workflows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.branch.BranchNames;
import dev.neonflow.workflows.branch.Compute;
import dev.neonflow.workflows.branch.DeleteCreated;
import dev.neonflow.workflows.branch.HistoryTable;
import dev.neonflow.workflows.branch.RerunPolicy;
import dev.neonflow.workflows.deploy.ProcessDeployer;
import dev.neonflow.workflows.migrate.CommandMigrator;
import dev.neonflow.workflows.migrate.diff.SchemaDiffStep;
import dev.neonflow.workflows.report.FileReporter;
import dev.neonflow.workflows.report.github.GitHubReporter;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans as JSON: they come back, keep their form, and hold no secret. */
class PlanJsonTest extends RunnerFixture {

  private static final Path GOLDEN = Path.of("src", "test", "resources", "plans");
  private static final CommandMigrator MIGRATOR =
      new CommandMigrator(List.of("liquibase", "update"), Path.of("db"), false);
  private static final ProcessDeployer DEPLOYER =
      new ProcessDeployer(
          List.of("java", "-jar", "shop.jar"), Path.of(""), null, Duration.ofSeconds(30));
  private static final FileReporter REPORTER = FileReporter.to("report.md");

  record Nothing() {}

  /** A step whose one component is of any type. */
  record Holding<T>(@Nullable T held) {}

  record Text(String password) implements Quiet {}

  record Hidden(@Nullable Secret inside) implements Quiet {}

  record Urls(List<String> urls) implements Quiet {}

  record Environment(Map<String, String> variables) implements Quiet {}

  record Odd(Set<String> names) implements Quiet {}

  record Unnamed(String text) implements Quiet {}

  record Blank(@Nullable String text, String needed) implements Quiet {}

  interface Quiet extends Step<StepBody.Done> {
    @Override
    default Key<StepBody.Done> output() {
      return new Key<>("quiet", StepBody.Done.class);
    }

    @Override
    default String describe() {
      return "do nothing";
    }

    @Override
    default StepBody.Done run(StepContext context) {
      return new StepBody.Done();
    }
  }

  private Plan plan(String flow) {
    PullRequest request = new PullRequest(42, "feature/x", "0123456789abcdef");
    return switch (flow) {
      case "preview" ->
          neonflow()
              .preview()
              .forPr(request)
              .from("main")
              .expiresIn(Duration.ofDays(3))
              .compute(Compute.units(0.25, 2).suspendAfter(Duration.ofMinutes(5)))
              .onRerun(RerunPolicy.WHEN_HISTORY_REWRITTEN)
              .migrate(MIGRATOR)
              .deploy(DEPLOYER)
              .comment(REPORTER)
              .onFailure(FailurePolicy.COMPENSATE)
              .within(Duration.ofMinutes(20))
              .plan();
      case "teardown" ->
          neonflow()
              .teardown()
              .forPr(request)
              .destroyDeployment(DEPLOYER)
              .deleteBranch()
              .comment(REPORTER)
              .plan();
      case "workflow" ->
          neonflow()
              .workflow("nightly-perf")
              .branch("perf/nightly")
              .migrate(MIGRATOR)
              .deploy(DEPLOYER)
              .destroyDeployment(DEPLOYER)
              .deleteBranch()
              .report(REPORTER)
              .plan();
      case "github" ->
          neonflow()
              .preview()
              .forPr(request)
              .comment(
                  new GitHubReporter(
                      URI.create("https://api.github.com"),
                      null,
                      true,
                      true,
                      false,
                      URI.create("https://github.com/acme/shop/actions/runs/1"),
                      REPORTER))
              .plan();
      case "rollback" ->
          neonflow()
              .production()
              .restorePoint()
              .migrate(MIGRATOR)
              .rollback("restore/20261123-093000-0123456")
              .report(REPORTER)
              .plan();
      case "testing" ->
          neonflow()
              .workflow("testing")
              .then(new DeleteCreated(BranchNames.test("sample"), new RunId("run-1")))
              .plan();
      case "schema-diff" ->
          neonflow()
              .workflow("compared")
              .branch("perf/compared")
              .then(
                  new SchemaDiffStep(
                      List.of(new HistoryTable("app", "history"), HistoryTable.named("changes")),
                      Path.of("schema.diff")))
              .plan();
      default -> throw new AssertionError(flow);
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"preview", "teardown", "workflow", "github", "testing", "schema-diff", "rollback"})
  void planOfAFlow_comesBackEqual(String flow) {
    Plan plan = plan(flow);
    Plan back = Plan.fromJson(plan.toJson());
    assertEquals(plan, back);
    assertEquals(plan.toText(), back.toText());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"preview", "teardown", "workflow", "github", "testing", "schema-diff", "rollback"})
  void formOfAPlan_isTheWrittenOne(String flow) throws IOException {
    isTheWrittenOne(flow + ".json", plan(flow).toJson());
  }

  /** What an earlier build wrote is still read, whatever that build's classes looked like. */
  @ParameterizedTest
  @ValueSource(
      strings = {"preview", "teardown", "workflow", "github", "testing", "schema-diff", "rollback"})
  void writtenPlan_isRead(String flow) throws IOException {
    assertEquals(plan(flow), Plan.fromJson(Files.readString(GOLDEN.resolve(flow + ".json"))));
  }

  @Test
  void chartOfAPlan_isTheWrittenOne() throws IOException {
    isTheWrittenOne("preview.mmd", plan("preview").toMermaid());
  }

  @Test
  void labelsOfAChart_areEscaped() {
    Plan plan =
        neonflow()
            .workflow("odd")
            .branch("a\"b#c<d>`e`\nf;_g_")
            .then("lambda", context -> {})
            .plan();
    String chart = plan.toMermaid();
    assertTrue(
        chart.contains("branch a#34;b#35;c#60;d#62;#96;e#96; f#59;#95;g#95; from the"), chart);
    assertTrue(chart.contains("2. lambda<br/>run lambda (local)"), chart);
  }

  /** Where it differs on purpose, copy the file that the message names. */
  private static void isTheWrittenOne(String name, String actual) throws IOException {
    Path written = GOLDEN.resolve(name);
    Path now = Path.of("target", "plans", name);
    Files.createDirectories(now.getParent());
    Files.writeString(now, actual, StandardCharsets.UTF_8);
    assertEquals(
        Files.exists(written) ? Files.readString(written) : "",
        actual,
        "the form changed; if it should, copy " + now + " to " + written);
  }

  @Test
  void unknownMembers_areIgnored() {
    Plan plan = plan("preview");
    String json =
        plan.toJson()
            .replace("\"planFormat\": 1,", "\"planFormat\": 1, \"later\": {\"a\": [null, 1e400]},")
            .replace("\"config\": {", "\"config\": {\"later\": true,")
            .replace("\"attempts\"", "\"later\": null, \"attempts\"");
    assertEquals(plan, Plan.fromJson(json));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"planFormat\": 1,|\"planFormat\": 2,|its planFormat is 2, and this program reads 1",
        "\"planFormat\": 1,|~~|it has no planFormat",
        "\"planFormat\": 1,|\"planFormat\": \"1\",|it has no planFormat",
        "\"type\": \"migrate\"|\"type\": \"levitate\"|step migration is of type levitate, which no",
        "\"type\": \"migrate\"|\"type\": \"process\"|step migration is of type process, which no",
        "\"type\": \"command\"|\"type\": \"sqitch\"|step branch.rerun.migrator is of type sqitch",
        "\"version\": 1,|\"version\": 7,|step branch is of type branch version 7; this program knows"
            + " [1]",
        "\"attempts\": 1|\"attempts\": \"1\"|attempts should be a whole number, not 1",
        "\"attempts\": 1|\"attempts\": 1.5|attempts should be a whole number, not 1.5",
        "\"attempts\": 1|\"attempts\": 0|is refused: attempts must be 1 or more, not 0",
        "\"attempts\": 1|\"tries\": 1|attempts is missing",
        "\"backoff\": \"PT1S\"|\"backoff\": \"1s\"|backoff should be a duration such as PT5M",
        "\"ON_SUCCESS\"|\"SOMETIMES\"|step branch runs should be one of [ON_SUCCESS, ALWAYS",
        "\"id\": \"migration\"|\"id\": \"branch\"|it has two steps branch",
        "\"workflow\"|\"planFormat\"|it has planFormat twice",
        "\"argv\": [|\"argv\": [null,|argv[0] should be a text, not missing",
      })
  void wrongPlan_isRefusedNamingTheFault(String from, String to, String expected) {
    String json = plan("preview").toJson();
    assertTrue(json.contains(from), json);
    InvalidWorkflowException refused =
        assertThrows(
            InvalidWorkflowException.class,
            () -> Plan.fromJson(json.replaceFirst(java.util.regex.Pattern.quote(from), to)));
    assertTrue(refused.getMessage().contains(expected), refused.getMessage());
    assertFalse(refused.next().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "null", "{} {}", "{\"planFormat\": 1}", "\u0000"})
  void noPlan_isRefused(String json) {
    assertThrows(InvalidWorkflowException.class, () -> Plan.fromJson(json));
  }

  @Test
  void plansNestedTooDeep_areRefused() {
    String deep = "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000);
    assertThrows(InvalidWorkflowException.class, () -> Plan.fromJson(deep));
  }

  @Test
  void lambda_isRefusedNamingTheStep() {
    assertRefused(
        neonflow().workflow("a").then("benchmark", context -> {}).plan(),
        "step benchmark is a lambda",
        "record");
  }

  @Test
  void recordWithoutAName_isRefusedSayingHowToGiveIt() {
    assertRefused(
        with(new Unnamed("a")),
        "step quiet: record " + Unnamed.class.getName() + " has no name",
        "META-INF/services/dev.neonflow.workflows.StepTypes");
  }

  @Test
  void stepThatIsNoRecord_isRefusedByThePlanner() {
    CustomWorkflow workflow = neonflow().workflow("a").then(new Quiet() {});
    InvalidWorkflowException refused = assertThrows(InvalidWorkflowException.class, workflow::plan);
    assertEquals("then(...): step quiet is no record", refused.getMessage());
  }

  private Plan with(Step<?> step) {
    return neonflow().workflow("a").then(step).plan();
  }

  private static void assertRefused(Plan plan, String message, String next) {
    InvalidWorkflowException refused = assertThrows(InvalidWorkflowException.class, plan::toJson);
    assertTrue(refused.getMessage().contains(message), refused.getMessage());
    assertTrue(refused.next().contains(next), refused.next());
  }

  @Test
  void secrets_areRefusedAndNotShown() {
    for (Record secret :
        List.of(
            new Text("hunter2"),
            new Hidden(Secret.of("hunter2")),
            new Hidden(null),
            new Urls(List.of("postgresql://app:hunter2@localhost/shop")),
            new Urls(List.of("psql jdbc:postgresql://App:hunter2@localhost/shop -f a.sql")),
            new Environment(Map.of("API_TOKEN", "hunter2")))) {
      PreconditionException refused =
          assertThrows(PreconditionException.class, () -> OutputJson.write(secret));
      assertTrue(
          refused.getMessage().contains("secret") || refused.getMessage().contains("password"),
          refused.getMessage());
      assertFalse(refused.getMessage().contains("hunter2"), refused.getMessage());
      assertTrue(refused.next().contains("environment variable"), refused.next());
    }
  }

  @Test
  void placeholderOfAPassword_isNoSecret() {
    Urls urls =
        new Urls(
            List.of(
                "postgresql://app:$PGPASSWORD@localhost/shop",
                "postgresql://app:${PGPASSWORD}@localhost/shop",
                "https://example.org/a@b:c",
                "git@github.com:acme/shop.git"));
    assertEquals(urls, OutputJson.read(OutputJson.write(urls), Urls.class));
  }

  @Test
  void typeWithoutAForm_isRefusedNamingIt() {
    PreconditionException refused =
        assertThrows(PreconditionException.class, () -> OutputJson.write(new Odd(new TreeSet<>())));
    assertTrue(
        refused.getMessage().contains("Odd.names is of type java.util.Set<java.lang.String>"),
        refused.getMessage());
    assertThrows(PreconditionException.class, () -> OutputJson.write(new Holding<>("a")));
  }

  @Test
  void orderOfAMap_isThatOfItsKeys() {
    String json = OutputJson.write(new Environment(Map.of("c", "1", "a", "2", "b", "3")));
    assertTrue(json.replaceAll("\\s", "").contains("{\"a\":\"2\",\"b\":\"3\",\"c\":\"1\"}"), json);
  }

  @Test
  void null_isLeftOutWhereItMayStandAndRefusedElsewhere() {
    Blank blank = new Blank(null, "a");
    assertFalse(OutputJson.write(blank).contains("text"));
    assertEquals(blank, OutputJson.read(OutputJson.write(blank), Blank.class));
    PreconditionException missing =
        assertThrows(PreconditionException.class, () -> OutputJson.read("{}", Blank.class));
    assertTrue(missing.getMessage().contains("Blank.needed is missing"), missing.getMessage());
  }

  @Test
  void outputThatIsTooLong_isRefused() {
    Urls urls = new Urls(List.of("x".repeat(OutputJson.LONGEST)));
    PreconditionException refused =
        assertThrows(PreconditionException.class, () -> OutputJson.write(urls));
    assertTrue(refused.getMessage().contains("65536"), refused.getMessage());
  }

  @Test
  void outputWithoutComponents_isAnEmptyObject() {
    assertEquals("{}", OutputJson.write(new Nothing()));
    assertEquals(new Nothing(), OutputJson.read("{}", Nothing.class));
  }

  @Test
  void textThatIsNoJson_isRefusedWithoutAdviceForTheParser() {
    InvalidWorkflowException refused =
        assertThrows(InvalidWorkflowException.class, () -> Plan.fromJson("hello"));
    assertTrue(refused.getMessage().contains("this is no JSON: malformed at path $"));
  }
}
