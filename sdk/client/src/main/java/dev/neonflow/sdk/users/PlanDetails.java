package dev.neonflow.sdk.users;

import org.jspecify.annotations.Nullable;

/**
 * A plan.
 *
 * @param name its name
 * @param version its edition
 */
public record PlanDetails(String name, @Nullable PlanVersion version) {}
