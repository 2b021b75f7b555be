package dev.neonflow.examples;

import dev.neonflow.workflows.StepType;
import dev.neonflow.workflows.StepTypes;
import java.util.List;

// region types
/** The names of our records in plans. */
public final class AcmeStepTypes implements StepTypes {

  @Override
  public List<StepType> types() {
    return List.of(
        StepType.of("acme.count-rows", 1, CountRows.class),
        StepType.of("acme.maintenance-page", 1, MaintenancePage.class),
        StepType.of("acme.sql-file", 1, SqlFile.class),
        StepType.of("acme.folder", 1, FolderDeployer.class),
        StepType.of("acme.one-line", 1, OneLine.class),
        StepType.of("acme.gitlab-note", 1, GitLabNote.class));
  }
}
// end
