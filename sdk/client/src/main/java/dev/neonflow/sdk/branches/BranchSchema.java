package dev.neonflow.sdk.branches;

import org.jspecify.annotations.Nullable;

/**
 * The schema of a database, in the form that was asked for.
 *
 * @param sql statements that make it; null if JSON was asked for
 * @param json its tables; null if SQL was asked for
 */
public record BranchSchema(@Nullable String sql, @Nullable SchemaTables json) {}
