package dev.neonflow.embedded.schema;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Puts items in an order in which each finds what it needs. It follows from their ranks and names,
 * not from when they were made.
 */
final class Order {

  private static final Comparator<Node> BY_NAME =
      Comparator.<Node, Rank>comparing(n -> n.item.rank())
          .thenComparing(n -> n.item.schema())
          .thenComparing(n -> n.item.name())
          .thenComparing(n -> n.item.title());

  private Order() {}

  private static final class Node {
    final Item item;
    final Set<Node> needs = new HashSet<>();
    final Set<Node> users = new HashSet<>();

    Node(Item item) {
      this.item = item;
    }
  }

  /**
   * Sorts them. An item in a circle is split if it can be; if none of a circle can, the first one
   * by name goes first, and the text cannot be replayed.
   */
  static List<Item> of(List<Item> items, List<Dependencies.Edge> edges) {
    List<Item> all = new ArrayList<>(items);
    Set<String> released = new HashSet<>();
    while (true) {
      List<Node> nodes = nodes(all, edges, released);
      List<Item> sorted = new ArrayList<>();
      Set<Node> left = sort(nodes, sorted);
      if (left.isEmpty()) {
        return sorted;
      }
      Node splittable = circular(left, n -> n.item.split() != null);
      Item item =
          splittable == null
              ? Objects.requireNonNull(circular(left, n -> true)).item
              : splittable.item;
      var split = item.split();
      if (split == null) {
        released.add(item.keys().get(0));
      } else {
        all.remove(item);
        all.addAll(split.get());
      }
    }
  }

  private static List<Node> nodes(
      List<Item> items, List<Dependencies.Edge> edges, Set<String> released) {
    List<Node> nodes = items.stream().map(Node::new).toList();
    Map<String, Node> makers = new HashMap<>();
    nodes.forEach(node -> node.item.keys().forEach(key -> makers.put(key, node)));
    for (Dependencies.Edge edge : edges) {
      Node dependent = makers.get(edge.dependent());
      Node needed = makers.get(edge.needed());
      if (dependent != null
          && needed != null
          && dependent != needed
          && !released.contains(dependent.item.keys().get(0))) {
        dependent.needs.add(needed);
        needed.users.add(dependent);
      }
    }
    return nodes;
  }

  /** Adds what can be sorted; what is left is in a circle or needs one. */
  private static Set<Node> sort(List<Node> nodes, List<Item> sorted) {
    Map<Node, Integer> missing = new HashMap<>();
    PriorityQueue<Node> ready = new PriorityQueue<>(BY_NAME);
    for (Node node : nodes) {
      missing.put(node, node.needs.size());
      if (node.needs.isEmpty()) {
        ready.add(node);
      }
    }
    Set<Node> left = new HashSet<>(nodes);
    for (Node node = ready.poll(); node != null; node = ready.poll()) {
      sorted.add(node.item);
      left.remove(node);
      for (Node user : node.users) {
        if (missing.merge(user, -1, Integer::sum) == 0) {
          ready.add(user);
        }
      }
    }
    return left;
  }

  /** The first by name that needs itself in the end, or null. */
  private static @Nullable Node circular(Set<Node> left, Predicate<Node> wanted) {
    return left.stream()
        .filter(wanted)
        .sorted(BY_NAME)
        .filter(node -> reachesItself(node, left))
        .findFirst()
        .orElse(null);
  }

  private static boolean reachesItself(Node start, Set<Node> within) {
    Deque<Node> open = new ArrayDeque<>(start.needs);
    Set<Node> seen = new HashSet<>();
    while (!open.isEmpty()) {
      Node node = open.pop();
      if (node == start) {
        return true;
      }
      if (within.contains(node) && seen.add(node)) {
        open.addAll(node.needs);
      }
    }
    return false;
  }
}
