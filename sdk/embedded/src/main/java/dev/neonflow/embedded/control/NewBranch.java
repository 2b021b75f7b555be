package dev.neonflow.embedded.control;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A branch that is asked for.
 *
 * @param parentId absent for the default branch
 * @param name absent for the branch's own id
 * @param schemaOnly whether it is a root with the parent's schema instead of a copy of its data
 * @param compute the settings of its read-write endpoint, or absent for none
 */
public record NewBranch(
    Optional<String> parentId,
    Optional<String> name,
    Optional<Instant> expiresAt,
    boolean guarded,
    boolean schemaOnly,
    Optional<Endpoint.Settings> compute,
    Map<String, String> annotation) {}
