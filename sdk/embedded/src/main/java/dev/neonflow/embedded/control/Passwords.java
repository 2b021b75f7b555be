package dev.neonflow.embedded.control;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import com.squareup.moshi.Types;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The passwords of all roles of all branches, in a file of their own. Thread-safe. */
final class Passwords {

  private static final JsonAdapter<Map<String, Map<String, String>>> JSON =
      new Moshi.Builder()
          .build()
          .adapter(
              Types.newParameterizedType(
                  Map.class,
                  String.class,
                  Types.newParameterizedType(Map.class, String.class, String.class)));

  private final AtomicFile file;
  private final Map<String, Map<String, String>> byBranch;

  Passwords(AtomicFile file) {
    this.file = file;
    this.byBranch = new TreeMap<>();
    file.read()
        .ifPresent(text -> parse(file, text).forEach((b, m) -> byBranch.put(b, new TreeMap<>(m))));
  }

  synchronized Optional<String> of(String branchId, String role) {
    return Optional.ofNullable(byBranch.getOrDefault(branchId, Map.of()).get(role));
  }

  synchronized Map<String, String> of(String branchId) {
    return Map.copyOf(byBranch.getOrDefault(branchId, Map.of()));
  }

  synchronized void put(String branchId, String role, String password) {
    byBranch.computeIfAbsent(branchId, id -> new TreeMap<>()).put(role, password);
    save();
  }

  synchronized void put(String branchId, Map<String, String> passwords) {
    byBranch.put(branchId, new TreeMap<>(passwords));
    save();
  }

  synchronized void forget(String branchId, String role) {
    if (byBranch.getOrDefault(branchId, Map.of()).remove(role) != null) {
      save();
    }
  }

  synchronized void forget(String branchId) {
    if (byBranch.remove(branchId) != null) {
      save();
    }
  }

  /** Gives a branch those that were put under another key, if there are any. */
  synchronized void adopt(String key, String branchId) {
    Map<String, String> kept = byBranch.remove(key);
    if (kept != null) {
      byBranch.put(branchId, kept);
      save();
    }
  }

  /** Forgets those of all other branches. */
  synchronized void retain(Set<String> branchIds) {
    if (byBranch.keySet().retainAll(branchIds)) {
      save();
    }
  }

  private void save() {
    file.write(JSON.toJson(byBranch));
  }

  private static Map<String, Map<String, String>> parse(AtomicFile file, String text) {
    try {
      Map<String, Map<String, String>> map = JSON.fromJson(text);
      return map == null ? Map.of() : map;
    } catch (IOException | JsonDataException e) {
      // Without the cause, which may repeat a password.
      throw new UncheckedIOException(file.damaged(), new IOException(e.getClass().getSimpleName()));
    }
  }

  @Override
  public String toString() {
    return "Passwords[***]";
  }
}
