package dev.neonflow.cli;

import dev.neonflow.cli.doctor.CiCheck;
import dev.neonflow.cli.doctor.Finding;
import dev.neonflow.cli.doctor.FlyCheck;
import dev.neonflow.cli.doctor.GitHubCheck;
import dev.neonflow.cli.doctor.NeonCheck;
import dev.neonflow.cli.doctor.ToolCheck;
import dev.neonflow.cli.doctor.VercelCheck;
import dev.neonflow.workflows.ci.CiContext;
import dev.neonflow.workflows.ci.Environment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code doctor} understands, and its checks. */
@Examples({"neonflow doctor", "neonflow doctor --deploy fly --fly-org acme"})
public final class DoctorOptions extends NeonOptions {
  /** The same as {@code preview up} gets: what they need must be there. */
  @Mixin private final DeployOptions deploy = new DeployOptions();

  @Option(
      names = "--comment",
      paramLabel = "auto|github|file|none",
      description = "Where reports will go: what that needs must be there (default: auto).")
  private @Nullable String comment;

  private final List<Finding> findings = new ArrayList<>();

  /** Made by the parser. */
  public DoctorOptions() {}

  @Override
  void check() {
    super.check();
    deploy.where();
    comment();
  }

  private String comment() {
    return Choice.of("--comment", comment, "auto", "github", "file", "none");
  }

  /** Looks whether Neon's key works and what its plan leaves. */
  public DoctorOptions neon() {
    Optional<EmbeddedServer> absent = absent();
    if (absent.isPresent()) {
      findings.add(
          Finding.note(
              "neon",
              "no embedded Neon runs in " + absent.get().directory(),
              "it starts when it is needed"));
      return this;
    }
    return guarded(
        "neon",
        () -> {
          NeonAccount target = target(terminal());
          try (var neon = target.neon()) {
            return new NeonCheck(neon, target.projectId()).findings();
          }
        });
  }

  /**
   * Looks whether the platform's token works, and whether what the options say of deploying is
   * complete. Vercel is asked only if it is the platform.
   */
  public DoctorOptions deployment() {
    String where = deploy.where();
    int before = findings.size();
    var self =
        guarded(
            "fly",
            () -> {
              String org = deploy.flyOrganization().orElse("");
              return new FlyCheck(environment(), org, where.equals("fly")).findings();
            });
    if (isWell(before)) {
      self = guarded("deploy", this::platform);
    }
    return isWell(before) && where.equals("vercel")
        ? guarded("vercel", () -> new VercelCheck(environment()).findings())
        : self;
  }

  private boolean isWell(int before) {
    return findings.stream().skip(before).noneMatch(Finding::isProblem);
  }

  private List<Finding> platform() {
    return deploy.platform(program()).stream()
        .map(deployer -> Finding.ok("deploy", "the options are complete: " + deployer.describe()))
        .toList();
  }

  /** Looks whether GitHub's token works, and what it may do. */
  public DoctorOptions reports() {
    return guarded(
        "github",
        () -> {
          String repository =
              CiContext.read(new Environment(environment()::get), program().directory())
                  .repository();
          boolean wanted = comment().equals("github");
          return new GitHubCheck(environment(), repository, wanted).findings();
        });
  }

  /** Looks for the programs that runs use. */
  public DoctorOptions tools() {
    return guarded(
        "tools",
        () ->
            new ToolCheck(environment(), deploy.where().equals("fly") ? Set.of("flyctl") : Set.of())
                .findings());
  }

  /** Looks for mistakes in the CI files. */
  public DoctorOptions ci() {
    return guarded("ci", () -> new CiCheck(program().directory()).findings());
  }

  /** A check that may fail. */
  @FunctionalInterface
  private interface Check {
    List<Finding> findings() throws IOException, InterruptedException;
  }

  /** What a check cannot look at is a problem, and the others go on. */
  private DoctorOptions guarded(String area, Check check) {
    try {
      findings.addAll(check.findings());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      findings.add(Finding.problem(area, "interrupted", "run again"));
    } catch (IOException | RuntimeException e) {
      Failure failure = Failure.of(e);
      findings.add(Finding.problem(area, failure.message(), failure.next()));
    }
    return this;
  }

  /** Runs the checks of a script, and puts out what they found. */
  public int run(UnaryOperator<DoctorOptions> checks) {
    check();
    program().settings().warnings().forEach(terminal()::always);
    new GitHub(program().environment(), terminal()).maskEnvironment();
    var unused = checks.apply(this);
    Map<String, ?> fields = Map.of("items", findings.stream().map(DoctorOptions::fields).toList());
    String text = findings.stream().map(DoctorOptions::text).collect(Collectors.joining("\n"));
    List<Finding> problems = findings.stream().filter(Finding::isProblem).toList();
    if (problems.isEmpty()) {
      return succeed(text, fields);
    }
    early(text);
    String count = problems.size() == 1 ? "one problem" : problems.size() + " problems";
    Failure failure =
        new Failure(ExitCodes.PRECONDITION, null, count, problems.get(0).mend(), null);
    return results().failed(failure, Map.copyOf(fields), terminal());
  }

  private static String text(Finding finding) {
    String place = finding.file() == null ? finding.area() : finding.file() + ":" + finding.line();
    String first = String.format("%-8s", level(finding)) + place + ": " + finding.message();
    return finding.mend().isEmpty() ? first : first + "\n          mend: " + finding.mend();
  }

  private static String level(Finding finding) {
    return finding.level().name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, @Nullable Object> fields(Finding finding) {
    return DevOptions.named(
        "level", level(finding),
        "area", finding.area(),
        "message", finding.message(),
        "mend", finding.mend(),
        "file", finding.file(),
        "line", finding.file() == null ? null : finding.line());
  }
}
