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
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The passwords of all roles of all branches, in a file of their own. Thread-safe.
 *
 * <p>A password that is only promised lies under another key than its branch's, such as the
 * operation's: what becomes of it is known when the state is written.
 */
final class Passwords {

  private static final Logger LOG = LoggerFactory.getLogger(Passwords.class);

  private static final JsonAdapter<Map<String, Map<String, String>>> JSON =
      new Moshi.Builder()
          .build()
          .adapter(
              Types.newParameterizedType(
                  Map.class,
                  String.class,
                  Types.newParameterizedType(Map.class, String.class, String.class)));

  private final AtomicFile file;
  private volatile Map<String, Map<String, String>> byBranch;

  Passwords(AtomicFile file) {
    this.file = file;
    this.byBranch = file.read().map(text -> parse(file, text)).orElse(Map.of());
  }

  Optional<String> of(String branchId, String role) {
    return Optional.ofNullable(of(branchId).get(role));
  }

  Map<String, String> of(String branchId) {
    return Map.copyOf(byBranch.getOrDefault(branchId, Map.of()));
  }

  void put(String branchId, String role, String password) {
    change(all -> all.computeIfAbsent(branchId, id -> new TreeMap<>()).put(role, password));
  }

  void put(String branchId, Map<String, String> passwords) {
    change(all -> all.put(branchId, new TreeMap<>(passwords)));
  }

  void forget(String branchId, String role) {
    tidy(all -> all.getOrDefault(branchId, new TreeMap<>()).remove(role));
  }

  void forget(String branchId) {
    tidy(all -> all.remove(branchId));
  }

  /** Gives a branch all those that were put under another key, if there are any. */
  void adopt(String key, String branchId) {
    tidy(
        all -> {
          Map<String, String> kept = all.remove(key);
          if (kept != null) {
            all.put(branchId, kept);
          }
        });
  }

  /** Adds those that were put under another key to those of a branch. */
  void merge(String key, String branchId) {
    tidy(
        all -> {
          Map<String, String> kept = all.remove(key);
          if (kept != null) {
            all.computeIfAbsent(branchId, id -> new TreeMap<>()).putAll(kept);
          }
        });
  }

  /** Forgets those of all other keys. */
  void retain(Set<String> keys) {
    tidy(all -> all.keySet().retainAll(keys));
  }

  /** What cannot be written has not happened. */
  private synchronized void change(Consumer<Map<String, Map<String, String>>> change) {
    Map<String, Map<String, String>> next = changed(change);
    if (!next.equals(byBranch)) {
      file.write(JSON.toJson(next));
      byBranch = next;
    }
  }

  /** For what the next start would do anyway: it does, if this cannot be written. */
  private synchronized void tidy(Consumer<Map<String, Map<String, String>>> change) {
    Map<String, Map<String, String>> next = changed(change);
    if (!next.equals(byBranch)) {
      byBranch = next;
      try {
        file.write(JSON.toJson(next));
      } catch (UncheckedIOException later) {
        LOG.warn("Passwords are tidied up by the next start: {}", later.getMessage());
      }
    }
  }

  private Map<String, Map<String, String>> changed(
      Consumer<Map<String, Map<String, String>>> change) {
    Map<String, Map<String, String>> next = new TreeMap<>();
    byBranch.forEach((key, passwords) -> next.put(key, new TreeMap<>(passwords)));
    change.accept(next);
    return next;
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
