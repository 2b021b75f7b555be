package dev.neonflow.sdk;

/** How a write finds out what became of it when its answer was lost. */
enum Settles {
  /** Reads what is there and compares: an update. */
  COMPARED,
  /** Absent means done. */
  REMOVAL,
  /** Finds what it made, or sees that there is none. */
  LOOKED_UP,
  /** Finds what it made; if there is none, it may still come. */
  RECOGNIZED,
  /** To do it twice is the same as once. */
  REPEATABLE,
  /** Nothing that can be read tells. */
  UNRESOLVED;

  /** Whether it sees that it was done. */
  boolean seesDone() {
    return this != REPEATABLE && this != UNRESOLVED;
  }

  /** Whether it may be sent again if there is no sign that it was done. */
  boolean mayBeSentAgain() {
    return this != RECOGNIZED && this != UNRESOLVED;
  }
}
