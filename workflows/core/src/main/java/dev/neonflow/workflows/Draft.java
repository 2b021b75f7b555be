package dev.neonflow.workflows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What was written so far: the part of a workflow that all kinds share. */
record Draft(
    Neonflow neonflow,
    Subject subject,
    List<Item> items,
    List<WorkflowListener> listeners,
    FailurePolicy onFailure) {

  Draft {
    items = List.copyOf(items);
    listeners = List.copyOf(listeners);
  }

  static Draft of(Neonflow neonflow, Subject subject) {
    return new Draft(neonflow, subject, List.of(), List.of(), FailurePolicy.KEEP);
  }

  Draft plus(Item item) {
    return new Draft(neonflow, subject, added(items, item), listeners, onFailure);
  }

  /** A verb that takes its tool from the entry point where none is given. */
  <T> Draft verb(String verb, String tool, Optional<T> given, Function<T, Step<?>> step) {
    return plus(
        given
            .<Item>map(value -> Written.of(verb + "()", step.apply(value)))
            .orElseGet(() -> new Missing(verb, tool)));
  }

  Draft plus(WorkflowListener listener) {
    return new Draft(neonflow, subject, items, added(listeners, listener), onFailure);
  }

  Draft with(FailurePolicy policy) {
    return new Draft(neonflow, subject, items, listeners, policy);
  }

  private static <T> List<T> added(List<T> list, T last) {
    List<T> all = new ArrayList<>(list);
    all.add(last);
    return all;
  }

  /** Something that was written, in its order. */
  sealed interface Item {}

  /** A step, or a lambda; exactly one of them is there. */
  record Written(String verb, @Nullable Step<?> step, @Nullable StepBody body, StepOptions options)
      implements Item {
    static Written of(String verb, Step<?> step) {
      return new Written(verb, step, null, StepOptions.defaults());
    }
  }

  /** A verb without a tool, where no default was set either. */
  record Missing(String verb, String tool) implements Item {}

  /** The deletion of a branch, whose name is known only when all is written. */
  record DeletesBranch() implements Item {}
}
