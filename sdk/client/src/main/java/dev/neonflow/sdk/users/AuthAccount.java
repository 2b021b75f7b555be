package dev.neonflow.sdk.users;

/**
 * An account that a user signs in with.
 *
 * @param provider whose account it is
 * @param email its address
 * @param name its name
 * @param image where its picture is
 */
public record AuthAccount(IdentityProvider provider, String email, String name, String image) {}
