package dev.neonflow.embedded.control;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A branch that is asked for.
 *
 * @param parentId absent for the default branch
 * @param name absent for the branch's own id
 * @param schemaOnly whether it is a root with the parent's schema instead of a copy of its data
 * @param endpoints its computes, at most one of which writes
 */
public record NewBranch(
    Optional<String> parentId,
    Optional<String> name,
    Optional<Instant> expiresAt,
    boolean guarded,
    boolean schemaOnly,
    List<NewEndpoint> endpoints,
    Map<String, String> annotation) {}
