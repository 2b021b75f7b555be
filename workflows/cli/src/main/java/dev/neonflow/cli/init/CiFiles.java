package dev.neonflow.cli.init;

import dev.neonflow.workflows.PreconditionException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The CI files that fit a repository. Immutable.
 *
 * @param ci what runs them
 * @param features what they use: {@code fly}, {@code vercel}, {@code pnpm} ...
 * @param migration the value for the feature {@code migrate}, {@code flyway} or {@code liquibase}
 * @param branch the default branch
 * @param source where they get Neonflow
 * @param uses what they are for
 */
public record CiFiles(
    CiSystem ci,
    Set<String> features,
    String migration,
    String branch,
    Source source,
    Set<CiSystem.Use> uses) {

  /**
   * For nothing yet.
   *
   * @throws PreconditionException if the CI cannot get Neonflow from there
   */
  public CiFiles {
    if (ci == CiSystem.GITHUB && source.isUrl()) {
      throw PreconditionException.usage(
          "workflows of GitHub check out Neonflow from GitHub only, and not from "
              + source.repository(),
          "push it to a repository there, and give its name: --from OWNER/NAME@COMMIT");
    }
    features = Set.copyOf(features);
    uses = Set.copyOf(uses);
  }

  /** Files that make and remove previews, too. */
  public CiFiles preview() {
    return also(CiSystem.Use.PREVIEW);
  }

  /** A file that deploys production, too. */
  public CiFiles production() {
    return also(CiSystem.Use.PRODUCTION);
  }

  /** A file that removes what was left behind, too. */
  public CiFiles sweep() {
    return also(CiSystem.Use.SWEEP);
  }

  private CiFiles also(CiSystem.Use use) {
    Set<CiSystem.Use> more = EnumSet.of(use);
    more.addAll(uses);
    return new CiFiles(ci, features, migration, branch, source, more);
  }

  /** The files, compared with those of a repository. */
  public List<WantedFile> in(Path root) throws IOException {
    List<WantedFile> files = new ArrayList<>();
    for (CiSystem.Part part : ci.parts()) {
      // Where one file is for everything, it is written whole.
      if (uses.contains(part.use()) || (ci.parts().size() == 1 && !uses.isEmpty())) {
        files.add(WantedFile.in(root, part.path(), text(part.template())));
      }
    }
    return files;
  }

  private String text(String template) {
    Template rendered =
        Template.of(template)
            .with(features)
            .replacing(": MIGRATE\n", ": " + ci.quoted(migration) + "\n")
            .replacing("= MIGRATE\n", "= " + ci.quoted(migration) + "\n")
            .replacing("branches: ['main']", "branches: [" + ci.quoted(branch) + "]")
            .replacing("BRANCH_NAME == 'main'", "BRANCH_NAME == " + ci.quoted(branch))
            .replacing("branch 'main'", "branch " + ci.quoted(branch));
    return source.in(rendered).text();
  }
}
