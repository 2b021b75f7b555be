package dev.neonflow.sdk.apikeys;

/**
 * Who made an API key.
 *
 * @param id the user's id
 * @param name the user's name
 * @param image where the user's picture is
 */
public record ApiKeyCreator(String id, String name, String image) {}
