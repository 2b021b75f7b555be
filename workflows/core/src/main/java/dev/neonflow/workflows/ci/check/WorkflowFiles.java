package dev.neonflow.workflows.ci.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Checks the workflows of GitHub Actions in a checkout. Changes nothing, asks nobody. */
public final class WorkflowFiles {
  private static final Path PLACE = Path.of(".github", "workflows");
  private static final List<Rule> RULES =
      List.of(
          new TriggerRules(),
          new ConcurrencyRules(),
          new RunRules(),
          new ForkRules(),
          new ContextRules());

  private WorkflowFiles() {}

  /** Looks at one workflow among all of them. */
  @FunctionalInterface
  interface Rule {
    void check(Workflow workflow, List<Workflow> all, List<CiFinding> findings);
  }

  /** The files that there are, sorted. */
  public static List<Path> in(Path repository) throws IOException {
    Path place = repository.resolve(PLACE);
    if (!Files.isDirectory(place)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(place)) {
      return files
          .filter(file -> file.toString().endsWith(".yml") || file.toString().endsWith(".yaml"))
          .sorted()
          .toList();
    }
  }

  /**
   * What is wrong, sorted by file and line; the files are named from the repository's root.
   *
   * @throws IOException if a file cannot be read
   */
  public static List<CiFinding> check(Path repository) throws IOException {
    List<CiFinding> findings = new ArrayList<>();
    List<Workflow> workflows = new ArrayList<>();
    for (Path file : in(repository)) {
      Path name = repository.relativize(file);
      try {
        workflows.add(new Workflow(name, YamlNode.parse(Files.readString(file))));
      } catch (YamlNode.NotYamlException e) {
        findings.add(
            new CiFinding(
                "not-yaml", name, e.line(), "is no YAML: " + e.getMessage(), "mend the syntax"));
      }
    }
    for (Workflow workflow : workflows) {
      RULES.forEach(rule -> rule.check(workflow, workflows, findings));
    }
    findings.sort(
        Comparator.comparing((CiFinding finding) -> finding.file().toString())
            .thenComparingInt(CiFinding::line)
            .thenComparing(CiFinding::rule));
    return List.copyOf(findings);
  }
}
