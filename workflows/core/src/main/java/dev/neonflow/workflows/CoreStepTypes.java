package dev.neonflow.workflows;

import dev.neonflow.workflows.branch.DeleteAdopted;
import dev.neonflow.workflows.branch.DeleteBranch;
import dev.neonflow.workflows.branch.DeleteCreated;
import dev.neonflow.workflows.branch.DeleteOwnBranch;
import dev.neonflow.workflows.branch.EnsureBranch;
import dev.neonflow.workflows.branch.PlanRefresh;
import dev.neonflow.workflows.branch.RefreshStaging;
import dev.neonflow.workflows.branch.ResetDevBranch;
import dev.neonflow.workflows.branch.UseProduction;
import dev.neonflow.workflows.deploy.CommandDeployer;
import dev.neonflow.workflows.deploy.DeployStep;
import dev.neonflow.workflows.deploy.DestroyDeployment;
import dev.neonflow.workflows.deploy.ProcessDeployer;
import dev.neonflow.workflows.deploy.fly.FlyDeployer;
import dev.neonflow.workflows.deploy.vercel.VercelDeployer;
import dev.neonflow.workflows.migrate.CommandMigrator;
import dev.neonflow.workflows.migrate.DjangoMigrator;
import dev.neonflow.workflows.migrate.DrizzleMigrator;
import dev.neonflow.workflows.migrate.MigrateStep;
import dev.neonflow.workflows.migrate.PackageScriptMigrator;
import dev.neonflow.workflows.migrate.PrismaMigrator;
import dev.neonflow.workflows.migrate.diff.SchemaDiffStep;
import dev.neonflow.workflows.migrate.rehearsal.RehearsalGate;
import dev.neonflow.workflows.migrate.rehearsal.RehearseStep;
import dev.neonflow.workflows.migrate.restore.AssessRollback;
import dev.neonflow.workflows.migrate.restore.MakeRestorePoint;
import dev.neonflow.workflows.migrate.restore.RollBack;
import dev.neonflow.workflows.migrate.restore.VerifyRollback;
import dev.neonflow.workflows.report.CommentStep;
import dev.neonflow.workflows.report.FileReporter;
import dev.neonflow.workflows.report.github.GitHubReporter;
import java.util.List;

/** The names of this artifact's steps and tools. Names never change; see {@link StepType}. */
public final class CoreStepTypes implements StepTypes {

  /** For {@link java.util.ServiceLoader}. */
  public CoreStepTypes() {}

  @Override
  public List<StepType> types() {
    return List.of(
        StepType.of("branch", 1, EnsureBranch.class),
        StepType.of("delete-branch", 1, DeleteBranch.class),
        StepType.of("delete-own-branch", 1, DeleteOwnBranch.class),
        StepType.of("delete-adopted", 1, DeleteAdopted.class),
        StepType.of("delete-created", 1, DeleteCreated.class),
        StepType.of("reset-dev-branch", 1, ResetDevBranch.class),
        StepType.of("plan-refresh", 1, PlanRefresh.class),
        StepType.of("refresh-staging", 1, RefreshStaging.class),
        StepType.of("use-production", 1, UseProduction.class),
        StepType.of("migrate", 1, MigrateStep.class),
        StepType.of("schema-diff", 1, SchemaDiffStep.class),
        StepType.of("rehearse", 1, RehearseStep.class),
        StepType.of("rehearsal-gate", 1, RehearsalGate.class),
        StepType.of("restore-point", 1, MakeRestorePoint.class),
        StepType.of("assess-rollback", 1, AssessRollback.class),
        StepType.of("roll-back", 1, RollBack.class),
        StepType.of("verify-rollback", 1, VerifyRollback.class),
        StepType.of("deploy", 1, DeployStep.class),
        StepType.of("destroy-deployment", 1, DestroyDeployment.class),
        StepType.of("comment", 1, CommentStep.class),
        StepType.of("command", 1, CommandMigrator.class),
        StepType.of("drizzle", 1, DrizzleMigrator.class),
        StepType.of("prisma", 1, PrismaMigrator.class),
        StepType.of("django", 1, DjangoMigrator.class),
        StepType.of("package-script", 1, PackageScriptMigrator.class),
        StepType.of("deploy-command", 1, CommandDeployer.class),
        StepType.of("process", 1, ProcessDeployer.class),
        StepType.of("fly", 1, FlyDeployer.class),
        StepType.of("vercel", 1, VercelDeployer.class),
        StepType.of("file", 1, FileReporter.class),
        StepType.of("github", 1, GitHubReporter.class));
  }
}
