package dev.neonflow.workflows.deploy;

import dev.neonflow.workflows.ConnectionUris;
import dev.neonflow.workflows.branch.BranchRef;

/**
 * What to deploy.
 *
 * @param deployment its name
 * @param branch the database branch that it uses
 * @param connection how it connects to it
 */
public record DeployRequest(
    DeploymentRef deployment, BranchRef branch, ConnectionUris connection) {}
