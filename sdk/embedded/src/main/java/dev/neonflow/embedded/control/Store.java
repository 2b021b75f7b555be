package dev.neonflow.embedded.control;

import com.squareup.moshi.FromJson;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import com.squareup.moshi.ToJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The one current {@link State}, in memory and on disk. Changes are applied one at a time. */
final class Store {

  private static final JsonAdapter<State> JSON =
      new Moshi.Builder().add(new Instants()).build().adapter(State.class);

  private final AtomicFile file;
  private volatile State state;
  private boolean ended;

  Store(AtomicFile file, State state) {
    this.file = file;
    this.state = state;
  }

  static Optional<State> load(AtomicFile file) {
    return file.read().map(text -> parse(JSON, file, text));
  }

  State state() {
    return state;
  }

  /**
   * Replaces the state; the new one is on disk when this returns.
   *
   * @param change has no effects of its own; what it throws leaves the state as it was
   */
  synchronized State change(UnaryOperator<State> change) {
    refuseEnded();
    State next = change.apply(state);
    if (!next.equals(state)) {
      file.write(JSON.toJson(next));
      state = next;
    }
    return next;
  }

  /**
   * From now on nothing changes any more.
   *
   * @param check may refuse that
   */
  synchronized void end(Consumer<State> check) {
    refuseEnded();
    check.accept(state);
    ended = true;
  }

  /** Takes {@link #end} back. */
  synchronized void goOn() {
    ended = false;
  }

  private void refuseEnded() {
    if (ended) {
      throw Refusal.notFound("project \"" + state.project().id() + "\" not found");
    }
  }

  /** Replaces the state in memory only: for what the next start need not know. */
  synchronized void show(UnaryOperator<State> change) {
    state = change.apply(state);
  }

  /** Writes the state even if nothing changed it. */
  synchronized void save() {
    file.write(JSON.toJson(state));
  }

  static <T> T parse(JsonAdapter<T> json, AtomicFile file, String text) {
    try {
      T value = json.fromJson(text);
      if (value == null) {
        throw new IOException("nothing in it");
      }
      return value;
    } catch (IOException e) {
      throw new UncheckedIOException(file.damaged(), e);
    } catch (JsonDataException e) {
      throw new UncheckedIOException(file.damaged(), new IOException(e));
    }
  }

  static final class Instants {
    @ToJson
    String toJson(Instant instant) {
      return instant.toString();
    }

    @FromJson
    Instant fromJson(String text) {
      return Instant.parse(text);
    }
  }
}
