package dev.neonflow.cli;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.workflows.ConnectionUris;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.DeletedBranch;
import dev.neonflow.workflows.branch.StagingRefreshed;
import dev.neonflow.workflows.deploy.Deployment;
import dev.neonflow.workflows.migrate.rehearsal.RehearsalReport;
import dev.neonflow.workflows.migrate.restore.RestorePoint;
import dev.neonflow.workflows.migrate.restore.RollbackLoss;
import dev.neonflow.workflows.migrate.restore.RolledBack;
import dev.neonflow.workflows.migrate.restore.TableLoss;
import dev.neonflow.workflows.report.JsonReport;
import dev.neonflow.workflows.report.Published;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a run hands on to other programs, under names that stay. */
final class Outputs {

  /** The step that collects secrets; not one that people wait for or want to read about. */
  static final String STEP = "secrets";

  private final boolean exposeSecrets;
  private final Consumer<String> mask;
  private final AtomicReference<@Nullable ConnectionUris> connection = new AtomicReference<>();

  /**
   * The outputs of one run.
   *
   * @param exposeSecrets whether connection strings and the password are put out, too
   * @param mask is told each secret before anything else can show it
   */
  Outputs(boolean exposeSecrets, Consumer<String> mask) {
    this.exposeSecrets = exposeSecrets;
    this.mask = mask;
  }

  /** Takes note of the connection that the run uses, and hides its secrets. */
  void connectedTo(ConnectionUris uris) {
    secrets(uris).forEach(mask);
    connection.set(uris);
  }

  /** All that nobody may read of a connection. */
  static Set<String> secrets(ConnectionUris uris) {
    Set<String> secrets = new LinkedHashSet<>();
    for (ConnectionUri uri : List.of(uris.direct(), uris.pooled())) {
      secrets.add(uri.password().reveal());
      secrets.add(uri.uri().reveal());
    }
    return secrets;
  }

  /** A branch's page, under the base of the project's pages in Neon's console if it has any. */
  static @Nullable String page(String branchId, @Nullable String console) {
    return console == null ? null : console + "/branches/" + branchId;
  }

  private static void rollback(
      Map<String, @Nullable Object> fields, WorkflowResult result, RollbackLoss loss) {
    RolledBack back = result.find(RolledBack.KEY).orElse(null);
    fields.put("restore_point", loss.point());
    fields.put("rolled_back", back != null && !back.earlier());
    fields.put("preserved", back == null ? null : back.preserved());
    fields.put("items", loss.tables().stream().map(Outputs::lost).toList());
    fields.put("unchanged", loss.unchanged());
    fields.put("connections", loss.connections());
    fields.put("moved", loss.moving());
  }

  private static Map<String, @Nullable Object> lost(TableLoss table) {
    Map<String, @Nullable Object> lost = new LinkedHashMap<>();
    lost.put("table", table.table());
    lost.put("inserted", table.inserted());
    lost.put("updated", table.updated());
    lost.put("deleted", table.deleted());
    lost.put("estimated", table.estimated());
    lost.put("note", table.note());
    return lost;
  }

  /**
   * By name; what a run does not have is null.
   *
   * @param console the base of the project's pages in Neon's console, or null
   */
  Map<String, @Nullable Object> of(WorkflowResult result, @Nullable String console) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    BranchRef branch = result.find(BranchRef.KEY).orElse(null);
    DeletedBranch deleted = result.find(DeletedBranch.KEY).orElse(null);
    if (deleted != null) {
      fields.put("branch_id", deleted.branchId());
      fields.put("branch_name", deleted.name());
      fields.put("deleted", deleted.existed());
    } else {
      fields.put("branch_id", branch == null ? null : branch.branchId());
      fields.put("branch_name", branch == null ? null : branch.name());
      fields.put("created", branch == null ? null : branch.created());
    }
    result.find(StagingRefreshed.KEY).ifPresent(done -> fields.put("preserved", done.preserved()));
    result.find(RestorePoint.KEY).ifPresent(made -> fields.put("restore_point", made.name()));
    result
        .find(RehearsalReport.KEY)
        .ifPresent(measured -> fields.put("rehearsal", JsonReport.rehearsal(measured)));
    result.find(RollbackLoss.KEY).ifPresent(loss -> rollback(fields, result, loss));
    fields.put("db_host", branch == null ? null : branch.host());
    fields.put("db_host_pooled", branch == null ? null : branch.pooledHost());
    fields.put(
        "preview_url",
        result.find(Deployment.KEY).map(found -> found.url().toString()).orElse(null));
    fields.put(
        "comment_url",
        result
            .find(Published.KEY)
            .filter(Published::isSomewhere)
            .map(Published::location)
            .filter(location -> !location.equals(JobSummary.LOCATION))
            .orElse(null));
    result
        .find(Published.KEY)
        .map(Published::note)
        .ifPresent(note -> fields.put("comment_note", note));
    fields.put("console_url", branch == null ? null : page(branch.branchId(), console));
    ConnectionUris uris = connection.get();
    if (exposeSecrets && uris != null) {
      fields.put("db_url", uris.direct().uri().reveal());
      fields.put("db_url_pooled", uris.pooled().uri().reveal());
      fields.put("password", uris.direct().password().reveal());
    }
    return fields;
  }
}
