package dev.neonflow.sdk.users;

/**
 * Which edition of a plan it is.
 *
 * @param major the number before the point
 * @param minor the number after it
 */
public record PlanVersion(int major, int minor) {}
