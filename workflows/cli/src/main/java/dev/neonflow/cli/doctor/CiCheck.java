package dev.neonflow.cli.doctor;

import dev.neonflow.cli.init.CiSystem;
import dev.neonflow.workflows.ci.check.CiFinding;
import dev.neonflow.workflows.ci.check.WorkflowFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether the CI files do what they seem to. */
public final class CiCheck {
  private static final String AREA = "ci";

  private final Path directory;

  /** Of the checkout that a directory is in. */
  public CiCheck(Path directory) {
    this.directory = directory;
  }

  /** What was found. */
  public List<Finding> findings() throws IOException {
    Path root = root();
    int files = WorkflowFiles.in(root).size();
    if (files == 0) {
      for (CiSystem other : List.of(CiSystem.GITLAB, CiSystem.JENKINS)) {
        String file = other.paths().get(0);
        if (Files.exists(root.resolve(file))) {
          return List.of(
              Finding.note(AREA, file + " is there, which is not looked into", "nothing to do"));
        }
      }
      return List.of(
          Finding.note(
              AREA,
              "there are no workflows in .github/workflows",
              "neonflow init shows some that fit this repository, and writes them"));
    }
    List<Finding> findings = new ArrayList<>();
    for (CiFinding found : WorkflowFiles.check(root)) {
      String name = found.file().toString().replace('\\', '/');
      findings.add(
          new Finding(
              Finding.Level.PROBLEM, AREA, found.message(), found.mend(), name, found.line()));
    }
    return findings.isEmpty()
        ? List.of(Finding.ok(AREA, files + " workflow files, nothing wrong in them"))
        : findings;
  }

  private Path root() {
    Path start = directory.toAbsolutePath().normalize();
    for (Path at = start; at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(".git"))) {
        return at;
      }
    }
    return start;
  }
}
