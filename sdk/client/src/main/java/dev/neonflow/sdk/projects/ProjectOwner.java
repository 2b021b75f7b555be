package dev.neonflow.sdk.projects;

import com.squareup.moshi.Json;

/**
 * Who owns a project.
 *
 * @param email the address
 * @param name the name
 * @param branchesLimit how many branches a project of theirs may have
 * @param subscriptionType the plan
 */
public record ProjectOwner(
    String email,
    String name,
    @Json(name = "branches_limit") int branchesLimit,
    @Json(name = "subscription_type") SubscriptionType subscriptionType) {}
