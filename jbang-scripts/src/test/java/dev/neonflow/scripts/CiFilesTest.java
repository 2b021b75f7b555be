package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The CI files that people copy: what is in them exists, and is pinned. */
class CiFilesTest {
  private static final Path DOCS = Checkout.ROOT.resolve("docs");
  private static final Path ACTIONS = DOCS.resolve("github-actions");
  private static final String GROUP = "neonflow-pr-${{ github.event.pull_request.number }}";

  /** Variables that are no twins of options. */
  private static final Set<String> KNOWN =
      Set.of("NEON_API_KEY", "GITHUB_TOKEN", "FLY_API_TOKEN", "FLY_ORG", "VERCEL_TOKEN");

  private static final Map<String, String> COMMON = Map.of("NEON_PROJECT_ID", "project-id");

  private static final Pattern USES = Pattern.compile("\\buses: (.*)");
  private static final Pattern PINNED =
      Pattern.compile("[\\w.-]+/[\\w./-]+@[0-9a-f]{40} # v?\\d+(\\.\\d+)+");
  private static final Pattern COMMAND =
      Pattern.compile(
          "(?<!acme/)\\bneonflow (preview|production|sweep|doctor|init)\\b([^\n#)|`]*)");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");
  private static final Pattern SECRET = Pattern.compile("\\bsecrets\\.\\w");
  private static final String BUILDS = "jbang-scripts/neonflow\" config --help > /dev/null";
  private static final Pattern SHELL = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

  static List<Path> workflows() throws IOException {
    List<Path> all = new ArrayList<>();
    for (Path place : List.of(ACTIONS, Checkout.ROOT.resolve(".github/workflows"))) {
      if (Files.isDirectory(place)) {
        try (Stream<Path> files = Files.list(place)) {
          files.filter(file -> file.toString().endsWith(".yml")).sorted().forEach(all::add);
        }
      }
    }
    return all;
  }

  private static Map<?, ?> yaml(Path file) throws IOException {
    return map(new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)));
  }

  private static boolean hasSecrets(Object text) {
    return SECRET.matcher(String.valueOf(text)).find();
  }

  private static Map<?, ?> map(Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<?> list(Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void actions_arePinned_permissionsGiven_andTimeLimited(Path file) throws IOException {
    Matcher uses = USES.matcher(Files.readString(file));
    int found = 0;
    while (uses.find()) {
      assertTrue(PINNED.matcher(uses.group(1)).matches(), uses.group());
      found++;
    }
    Map<?, ?> workflow = yaml(file);
    assertTrue(found > 0 && workflow.get("permissions") instanceof Map<?, ?>, file.toString());
    map(workflow.get("jobs"))
        .forEach(
            (id, job) ->
                assertTrue(map(job).get("timeout-minutes") instanceof Integer, id.toString()));
  }

  @Test
  void workflowsOfAPreview_shareTheirGroup_andNoneIsEndedInTheMiddle() throws IOException {
    for (String name : List.of("deploy-preview", "cleanup-preview")) {
      Map<?, ?> concurrency = map(yaml(ACTIONS.resolve(name + ".yml")).get("concurrency"));
      assertEquals(Map.of("group", GROUP, "cancel-in-progress", false), concurrency);
    }
    Map<?, ?> jobs = map(yaml(ACTIONS.resolve("fork-preview.yml")).get("jobs"));
    assertEquals(
        "neonflow-pr-${{ needs.find.outputs.number }}",
        map(map(jobs.get("preview")).get("concurrency")).get("group"));
  }

  /** Installing packages runs scripts of theirs, which must not see secrets. */
  @ParameterizedTest
  @MethodSource("workflows")
  void secrets_areOnlyInTheStepsThatNeedThem(Path file) throws IOException {
    Map<?, ?> workflow = yaml(file);
    assertFalse(hasSecrets(workflow.get("env")), file.toString());
    map(workflow.get("jobs"))
        .forEach((id, job) -> assertFalse(hasSecrets(map(job).get("env")), id.toString()));
  }

  /** The launcher builds at its first call, which runs plugins of other people. */
  @ParameterizedTest
  @MethodSource("workflows")
  void neonflow_isBuiltInAStepWithoutSecrets(Path file) throws IOException {
    for (Object job : map(yaml(file).get("jobs")).values()) {
      boolean built = false;
      for (Object step : list(map(job).get("steps"))) {
        String run = String.valueOf(map(step).get("run"));
        built |= run.contains(BUILDS) && map(step).get("env") == null;
        assertTrue(built || commands(run).isEmpty(), file + ": " + run);
      }
    }
  }

  /** GitHub gives their runs no secrets, so each would fail. */
  @ParameterizedTest
  @ValueSource(strings = {"deploy-preview", "cleanup-preview"})
  void pullRequestsOfDependabot_areLeftOut(String name) throws IOException {
    for (Object job : map(yaml(ACTIONS.resolve(name + ".yml")).get("jobs")).values()) {
      String condition = String.valueOf(map(job).get("if"));
      assertTrue(condition.endsWith(" && github.actor != 'dependabot[bot]'"), condition);
    }
  }

  /** In a container HOME is another directory than the one in which Maven looks. */
  @ParameterizedTest
  @MethodSource("workflows")
  void cacheOfMaven_isNotAskedForInAContainer(Path file) throws IOException {
    for (Object job : map(yaml(file).get("jobs")).values()) {
      for (Object step : list(map(job).get("steps"))) {
        Object cache = map(map(step).get("with")).get("cache");
        assertTrue(map(job).get("container") == null || cache == null, step.toString());
      }
    }
  }

  @Test
  void partThatRunsAForksCode_hasNoSecrets_andTheOtherChecksOutNoneOfIt() throws IOException {
    String build = Files.readString(ACTIONS.resolve("fork-build.yml"));
    assertFalse(hasSecrets(build), build);
    assertEquals(
        Map.of("contents", "read"), yaml(ACTIONS.resolve("fork-build.yml")).get("permissions"));
    Map<?, ?> preview = yaml(ACTIONS.resolve("fork-preview.yml"));
    assertEquals(Map.of(), preview.get("permissions"));
    Map<?, ?> jobs = map(preview.get("jobs"));
    assertFalse(hasSecrets(jobs.get("find")));
    assertEquals("previews-of-forks", map(jobs.get("preview")).get("environment"));
    for (Object step : list(map(jobs.get("preview")).get("steps"))) {
      Map<?, ?> with = map(map(step).get("with"));
      if (String.valueOf(map(step).get("uses")).startsWith("actions/checkout@")) {
        assertTrue(with.get("ref") == null || with.get("repository") != null, step.toString());
      }
      assertFalse(String.valueOf(map(step).get("run")).contains("${{"), step.toString());
    }
  }

  @Test
  void commandsOfWorkflows_andTheirVariables_areKnown() throws IOException {
    int found = 0;
    for (Path file : workflows()) {
      for (Object job : map(yaml(file).get("jobs")).values()) {
        for (Object step : list(map(job).get("steps"))) {
          String run = String.valueOf(map(step).get("run"));
          for (List<String> command : commands(run)) {
            found++;
            Set<String> options = options(command);
            for (Object name : map(map(step).get("env")).keySet()) {
              known(name.toString(), options, run, file);
            }
          }
        }
      }
    }
    assertEquals(5, found);
  }

  @ParameterizedTest
  @MethodSource("others")
  void commandsOfOtherCi_andTheirVariables_areKnown(String name) throws IOException {
    String text = Files.readString(DOCS.resolve(name));
    List<List<String>> commands = commands(text);
    assertTrue(commands.size() >= 3, commands.toString());
    List<String> all = new ArrayList<>();
    for (List<String> command : commands) {
      all.addAll(options(command));
    }
    Matcher variable = Pattern.compile("\\b(NEONFLOW_[A-Z_]+)(?=[:=]| =)").matcher(text);
    while (variable.find()) {
      known(variable.group(1), Set.copyOf(all), "", Path.of(name));
    }
  }

  static List<String> others() {
    return List.of("gitlab-ci/neonflow.yml", "jenkins/Jenkinsfile.neonflow");
  }

  @Test
  void commandsOfTheDocument_areUnderstood() throws IOException {
    Matcher block = SHELL.matcher(Files.readString(DOCS.resolve("ci.md")));
    List<List<String>> commands = new ArrayList<>();
    while (block.find()) {
      commands.addAll(commands(block.group(1)));
    }
    assertTrue(commands.size() >= 5, commands.toString());
    commands.forEach(CiFilesTest::options);
  }

  @Test
  void gitLab_sharesTheGroupOfAPreview_andStopsIt() throws IOException {
    Map<?, ?> jobs = yaml(DOCS.resolve("gitlab-ci/neonflow.yml"));
    assertEquals(
        "neonflow-pr-$CI_MERGE_REQUEST_IID",
        map(jobs.get(".neonflow-merge-request")).get("resource_group"));
    for (String job : List.of("preview", "preview-stop")) {
      assertEquals(".neonflow-merge-request", map(jobs.get(job)).get("extends"));
    }
    assertEquals("preview-stop", map(map(jobs.get("preview")).get("environment")).get("on_stop"));
    Map<?, ?> stopped = map(map(jobs.get("preview-stop")).get("environment"));
    assertEquals("stop", stopped.get("action"));
    assertEquals(map(map(jobs.get("preview")).get("environment")).get("name"), stopped.get("name"));
  }

  /** A fork's pipeline runs in the fork, which is the project that it is in and comes from. */
  @Test
  void gitLab_leavesForksOut_whereverTheirPipelineRuns() throws IOException {
    Map<?, ?> jobs = yaml(DOCS.resolve("gitlab-ci/neonflow.yml"));
    for (String job : List.of("preview", "preview-stop")) {
      String condition =
          String.valueOf(map(list(map(jobs.get(job)).get("rules")).get(0)).get("if"));
      assertTrue(
          condition.endsWith(
              " && $CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_MERGE_REQUEST_PROJECT_ID"),
          condition);
    }
  }

  @Test
  void jenkins_givesCredentialsOnlyToTheStagesThatNeedThem() throws IOException {
    String text = Files.readString(DOCS.resolve("jenkins/Jenkinsfile.neonflow"));
    int first = text.indexOf("stage('preview')");
    assertTrue(first > text.indexOf("sh 'npm ci'"), text);
    assertFalse(text.substring(0, first).contains("credentials("), text);
    assertEquals(4, text.split("credentials\\('neon-api-key'\\)", -1).length);
  }

  private static void known(String name, Set<String> options, String run, Path file) {
    String option =
        name.startsWith("NEONFLOW_")
            ? name.substring("NEONFLOW_".length()).toLowerCase(Locale.ROOT).replace('_', '-')
            : COMMON.get(name);
    boolean isKnown =
        KNOWN.contains(name)
            || run.contains("$" + name + "\"")
            || (option != null && options.contains("--" + option));
    assertTrue(isKnown, name + " in " + file + " is no option of the command");
  }

  /** The command lines of a text, as words. */
  private static List<List<String>> commands(String text) {
    List<List<String>> commands = new ArrayList<>();
    Matcher command = COMMAND.matcher(text.replace("\\\n", " "));
    while (command.find()) {
      List<String> words = new ArrayList<>(List.of(command.group(1)));
      Matcher word = WORD.matcher(command.group(2).replaceAll("'$", ""));
      while (word.find()) {
        String value = word.group(1) == null ? word.group(2) : word.group(1);
        words.add((value == null ? word.group(3) : value).replaceAll("\\$(PR|CHANGE_ID)$", "7"));
      }
      commands.add(words);
    }
    return commands;
  }

  /** Parses a command line; fails if it is not understood. The options that the command has. */
  private static Set<String> options(List<String> command) {
    CommandLine line = new Script(command.get(0)).parser();
    // What the event or a variable says.
    line.setDefaultValueProvider(
        option -> option instanceof OptionSpec it && it.longestName().equals("--pr") ? "7" : null);
    ParseResult parsed = line.parseArgs(command.subList(1, command.size()).toArray(String[]::new));
    while (parsed.hasSubcommand()) {
      parsed = parsed.subcommand();
    }
    return parsed.commandSpec().optionsMap().keySet();
  }
}
