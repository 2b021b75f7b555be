package dev.neonflow.cli;

import dev.neonflow.cli.init.CiFiles;
import dev.neonflow.cli.init.CiSystem;
import dev.neonflow.cli.init.Clue;
import dev.neonflow.cli.init.Features;
import dev.neonflow.cli.init.NextSteps;
import dev.neonflow.cli.init.Repository;
import dev.neonflow.cli.init.Source;
import dev.neonflow.cli.init.WantedFile;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.ci.Environment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code init} understands. */
@Examples({"neonflow init", "neonflow init --ci gitlab --deploy fly", "neonflow init --write"})
public final class InitOptions extends ProgramOptions {

  @Option(
      names = "--ci",
      paramLabel = "github|gitlab|jenkins",
      description = "What runs the jobs (default: by the files that are there, or the git remote).")
  private @Nullable String ci;

  @Option(
      names = "--deploy",
      paramLabel = "process|fly|vercel|command|none",
      description =
          "Where previews run (default: fly with a fly.toml, vercel with a vercel.json or .vercel).")
  private @Nullable String deploy;

  @Option(
      names = "--migrate",
      paramLabel = "COMMAND",
      description = "What migrates: a command, or drizzle, prisma, django (default: as found).")
  private @Nullable String migrate;

  @Option(
      names = "--flyway",
      paramLabel = "DIR",
      description = "Flyway's directory with the V1__*.sql (default: as found).")
  private @Nullable Path flyway;

  @Option(
      names = "--liquibase",
      paramLabel = "FILE",
      description = "Liquibase's changelog that includes all others (default: as found).")
  private @Nullable Path liquibase;

  @Option(
      names = "--from",
      paramLabel = "REPOSITORY@COMMIT",
      description =
          "Where the jobs get Neonflow: OWNER/NAME on GitHub; with another CI also a URL"
              + " (default: this checkout's).")
  private @Nullable String from;

  @Option(names = "--write", fallbackValue = "true", description = "Write without asking.")
  private boolean write;

  @Option(
      names = "--force",
      fallbackValue = "true",
      description = "Also over files that are there with another text.")
  private boolean force;

  /** Made by the parser. */
  public InitOptions() {}

  /** Shows the files that the sentence asks for; writes them if that is wanted. */
  public int run(UnaryOperator<CiFiles> sentence) {
    program().settings().warnings().forEach(terminal()::always);
    Repository repository =
        Repository.around(program().directory(), new Environment(environment()::get));
    Clue<String> where = where(repository);
    Map<String, Clue<String>> clues = new LinkedHashMap<>();
    try {
      CiFiles files = sentence.apply(files(repository, where, clues));
      clues.forEach(
          (name, clue) ->
              terminal()
                  .line(
                      String.format("%-16s", name + ":") + clue.value() + " (" + clue.why() + ")"));
      String again =
          program().commandAgainWithout(Map.of("--from", true, "--write", false, "--force", false));
      NextSteps next = new NextSteps(files, repository, where.value(), again);
      return write(repository.root(), files.in(repository.root()), clues, next);
    } catch (IOException e) {
      throw PreconditionException.state(
          "cannot read or write " + e.getMessage(), "make it readable and writable", e);
    }
  }

  private CiFiles files(Repository repository, Clue<String> where, Map<String, Clue<String>> clues)
      throws IOException {
    Clue<CiSystem> system = ci == null ? repository.ci() : new Clue<>(system(ci), given("ci"));
    clues.put("ci", new Clue<>(system.value().word(), system.why()));
    clues.put("deploy", where);
    Migrations migrations = Migrations.choose(repository.root(), migrate, flyway, liquibase);
    String tool = migrations.migrator() == null ? "none" : migrations.migrator().tool();
    clues.put("migrate", new Clue<>(tool, migrations.said().replaceFirst("^migration: ", "")));
    Clue<String> branch = repository.defaultBranch();
    clues.put("default branch", branch);
    Clue<Source> source = source(repository, system.value());
    clues.put(
        "neonflow",
        new Clue<>(source.value().repository() + "@" + source.value().commit(), source.why()));
    Features features = new Features(repository.root()).deployedTo(where.value());
    if (flyway == null && liquibase == null) {
      features.migratedBy(migrate);
    }
    String value = "";
    for (String option : List.of("migrate", "flyway", "liquibase")) {
      String set = value(option);
      if (set != null && !isInRepository(option)) {
        features.and(option);
        value = set;
      }
    }
    return new CiFiles(
        system.value(), features.names(), value, branch.value(), source.value(), Set.of());
  }

  private Clue<String> where(Repository repository) {
    return deploy == null
        ? repository.deployment()
        : new Clue<>(
            Choice.of("--deploy", deploy, "none", "process", "fly", "vercel", "command"),
            given("deploy"));
  }

  private static CiSystem system(String word) {
    return CiSystem.valueOf(
        Choice.of("--ci", word, "github", "gitlab", "jenkins").toUpperCase(Locale.ROOT));
  }

  private @Nullable String value(String option) {
    return switch (option) {
      case "migrate" -> migrate;
      case "flyway" -> slashes(flyway);
      default -> slashes(liquibase);
    };
  }

  private static @Nullable String slashes(@Nullable Path path) {
    return path == null ? null : path.toString().replace('\\', '/');
  }

  /** Whether runs in CI see it anyway. */
  private boolean isInRepository(String option) {
    return program()
        .settings()
        .find(option)
        .filter(setting -> setting.origin().matches(".*neonflow\\.properties:\\d+"))
        .filter(setting -> setting.value().equals(String.valueOf(value(option))))
        .isPresent();
  }

  private String given(String option) {
    return program()
        .settings()
        .find(option)
        .filter(setting -> setting.value().equals(option.equals("ci") ? ci : deploy))
        .map(Settings.Setting::origin)
        .orElse("--" + option);
  }

  private Clue<Source> source(Repository repository, CiSystem system) throws IOException {
    if (from != null) {
      return new Clue<>(Source.parse(from), "--from");
    }
    Optional<Clue<Source>> before = repository.source(system);
    if (before.isPresent()) {
      return before.get();
    }
    return Source.ofThisCheckout()
        .map(here -> new Clue<>(here, "the checkout that runs here"))
        .orElseGet(() -> new Clue<>(Source.EXAMPLE, "a placeholder: give --from"));
  }

  private int write(
      Path root, List<WantedFile> files, Map<String, Clue<String>> clues, NextSteps steps)
      throws IOException {
    List<String> next = steps.lines();
    List<WantedFile> changes =
        files.stream().filter(file -> file.status() != WantedFile.Status.SAME).toList();
    if (changes.isEmpty()) {
      List<String> open = steps.open();
      terminal()
          .line(
              open.isEmpty()
                  ? "nothing to do: the files are there"
                  : "nothing to write: the files are there; still open:");
      open.forEach(line -> terminal().line("  " + line));
      return succeed("", fields(files, clues, next, false));
    }
    String inTheWay =
        changes.stream()
            .filter(file -> file.status() == WantedFile.Status.DIFFERS && !force)
            .map(WantedFile::path)
            .collect(Collectors.joining(", "));
    if (!write || !inTheWay.isEmpty()) {
      early(changes.stream().map(WantedFile::diff).collect(Collectors.joining()).stripTrailing());
    }
    if (write && !inTheWay.isEmpty()) {
      Failure failure =
          new Failure(
              ExitCodes.PRECONDITION,
              null,
              "nothing was written: there already, with another text: " + inTheWay,
              "take over by hand what the difference shows, or write over it: "
                  + program().commandAgain()
                  + " --force",
              null);
      return results().failed(failure, fields(files, clues, next, false), terminal());
    }
    if (!write && !(inTheWay.isEmpty() && isConfirmed())) {
      terminal()
          .line(
              "nothing was written; to write: "
                  + program().commandAgain()
                  + " --write"
                  + (inTheWay.isEmpty() ? "" : " --force"));
      return succeed("", fields(files, clues, next, false));
    }
    for (WantedFile file : changes) {
      file.write(root);
    }
    String text =
        changes.stream()
            .map(file -> status(file, true) + " " + file.path())
            .collect(Collectors.joining("\n"));
    int code = succeed(text, fields(files, clues, next, true));
    terminal().line("next:");
    next.forEach(line -> terminal().line("  " + line));
    return code;
  }

  private boolean isConfirmed() {
    return canAsk()
        && !results().json()
        && isYes(terminal(), "Write these files?", ProgramOptions::answer);
  }

  private static Map<String, @Nullable Object> fields(
      List<WantedFile> files, Map<String, Clue<String>> clues, List<String> next, boolean written) {
    Map<String, Object> found = new LinkedHashMap<>();
    clues.forEach(
        (name, clue) ->
            found.put(
                name.replace(' ', '_'),
                DevOptions.named("value", clue.value(), "why", clue.why())));
    return DevOptions.named(
        "items",
        files.stream()
            .map(
                file ->
                    DevOptions.named(
                        "file", file.path(),
                        "status", status(file, written),
                        "diff", file.diff()))
            .toList(),
        "found",
        found,
        "next_steps",
        next);
  }

  private static String status(WantedFile file, boolean written) {
    return switch (file.status()) {
      case SAME -> "same";
      case MISSING -> written ? "created" : "missing";
      case DIFFERS -> written ? "overwritten" : "differs";
    };
  }
}
