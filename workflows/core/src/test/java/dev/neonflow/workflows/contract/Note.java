package dev.neonflow.workflows.contract;

import dev.neonflow.workflows.Key;

/** What a step of the contract puts out. */
public record Note(String text) {

  /** Where a step of this id puts its note. */
  public static Key<Note> of(String id) {
    return new Key<>(id, Note.class);
  }
}
