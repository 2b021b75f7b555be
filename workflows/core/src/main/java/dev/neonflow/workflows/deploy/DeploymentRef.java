package dev.neonflow.workflows.deploy;

import dev.neonflow.workflows.Subject;

/**
 * Names a deployment before it exists and after it is gone.
 *
 * @param subject what it is the deployment of
 * @param name at most 63 characters of {@code [a-z0-9-]}, unique to the subject, for example {@code
 *     pr-42-shop-1a2b3c}
 */
public record DeploymentRef(Subject subject, String name) {}
