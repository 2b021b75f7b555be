package dev.neonflow.sdk.samples;

/** Breaks a rule. */
public final class Prints {

  /** Prints. */
  public void print() {
    System.out.println();
  }
}
