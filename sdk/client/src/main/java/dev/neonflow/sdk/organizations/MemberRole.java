package dev.neonflow.sdk.organizations;

/** What a member may do. Not every organization has every role. */
public enum MemberRole {
  ADMIN,
  MEMBER,
  EDITOR,
  VIEWER,
  COLLABORATOR,
  /** A role that this version does not know. */
  UNKNOWN
}
