package dev.neonflow.sdk.branches;

import org.jspecify.annotations.Nullable;

/**
 * Who made a branch: a person, an organization, an integration or an API key.
 *
 * @param name the name
 * @param image address of a picture
 */
public record CreatedBy(@Nullable String name, @Nullable String image) {}
