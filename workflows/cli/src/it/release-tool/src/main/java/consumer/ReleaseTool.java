package consumer;

import dev.neonflow.sdk.Neon;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.PreviewWorkflow;
import dev.neonflow.workflows.WorkflowFailedException;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.flyway.FlywayMigrator;
import java.util.Map;

/** A release tool as companies have them: it tags, builds, and now also tries the migrations. */
public final class ReleaseTool {

  private final Map<String, String> environment;
  private final Appendable out;

  ReleaseTool(Map<String, String> environment, Appendable out) {
    this.environment = environment;
    this.out = out;
  }

  /** {@code release-tool 42 [--dry-run]}. */
  public static void main(String[] args) throws Exception {
    boolean dry = args.length > 1 && args[1].equals("--dry-run");
    ReleaseTool tool = new ReleaseTool(System.getenv(), System.out);
    System.exit(tool.release(Integer.parseInt(args[0]), dry));
  }

  int release(int pullRequest, boolean dry) throws Exception {
    out.append("tag v2.7.0\n");
    int code = tryMigrations(pullRequest, dry);
    if (code == 0) {
      out.append("build v2.7.0\n");
    }
    return code;
  }

  // region release-tool
  private int tryMigrations(int pullRequest, boolean dry) throws Exception {
    try (Neon neon = Neon.fromEnvironment(environment::get)) {
      PreviewWorkflow preview =
          Neonflow.builder(neon)
              .environment(environment::get) // NEON_PROJECT_ID, GITHUB_REPOSITORY and so on
              .migrator(FlywayMigrator.from("db/migration"))
              .build()
              .preview()
              .forPr(pullRequest)
              .migrate();
      if (dry) {
        out.append(preview.dryRun().toText()).append('\n');
        return 0;
      }
      WorkflowResult result = preview.run();
      out.append("migrated to " + result.get(PreviewWorkflow.MIGRATION).versionAfter() + "\n");
      return 0;
    } catch (WorkflowFailedException e) {
      out.append("not released: " + e.getMessage() + "\n"); // e.result() holds every step's outcome
      return 1;
    }
  }
  // end
}
