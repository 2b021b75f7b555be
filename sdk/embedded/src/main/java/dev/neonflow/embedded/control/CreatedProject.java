package dev.neonflow.embedded.control;

/**
 * A new project as it was accepted.
 *
 * @param branch its first branch, with a compute
 */
public record CreatedProject(Project project, CreatedBranch branch) {}
