package dev.neonflow.sdk.organizations;

/**
 * A membership with its user.
 *
 * @param member the membership
 * @param user the user
 */
public record MemberWithUser(Member member, MemberUser user) {}
