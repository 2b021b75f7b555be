package dev.neonflow.workflows.internal.github;

/** GitHub refused a request; the message is for people. */
public final class GitHubRefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final boolean permission;
  private final String next;

  GitHubRefusedException(int status, boolean permission, String message, String next) {
    super(message);
    this.status = status;
    this.permission = permission;
    this.next = next;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** Whether the token may not do it, as those of forks may not. */
  public boolean isPermission() {
    return permission;
  }

  /** What to do about it. */
  public String next() {
    return next;
  }
}
