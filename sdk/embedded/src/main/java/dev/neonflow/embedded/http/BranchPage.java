package dev.neonflow.embedded.http;

import dev.neonflow.embedded.control.Branch;
import dev.neonflow.embedded.control.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One page of a list of branches.
 *
 * @param next how they are ordered, and where the next page begins
 */
record BranchPage(List<Branch> branches, Bodies.Next next) {

  private static final int LARGEST = 10_000;

  static BranchPage of(List<Branch> all, Request request) {
    String sortBy = request.query("sort_by").orElse("updated_at");
    Function<Branch, String> key = key(sortBy);
    String order = request.query("sort_order").orElse("desc").toLowerCase(Locale.ROOT);
    if (!order.equals("asc") && !order.equals("desc")) {
      throw Refusal.invalid("sort_order must be asc or desc");
    }
    int limit = request.number("limit", 1, LARGEST, LARGEST);
    // The id makes it a total order, so that a page can begin where the last one ended.
    Comparator<Position> positions =
        Comparator.comparing(Position::key).thenComparing(Position::id);
    Comparator<Position> sorted = order.equals("asc") ? positions : positions.reversed();
    Position after = request.query("cursor").map(Position::parse).orElse(null);
    List<Branch> rest =
        found(all, request)
            .filter(b -> after == null || sorted.compare(position(b, key), after) > 0)
            .sorted(Comparator.comparing(b -> position(b, key), sorted))
            .toList();
    List<Branch> page = rest.subList(0, Math.min(limit, rest.size()));
    String cursor =
        page.size() < rest.size() ? position(page.get(page.size() - 1), key).text() : null;
    return new BranchPage(page, new Bodies.Next(cursor, sortBy, order.toUpperCase(Locale.ROOT)));
  }

  /** Those that the parameter {@code search} means. */
  static Stream<Branch> found(List<Branch> all, Request request) {
    String search = request.query("search").orElse("");
    return all.stream().filter(b -> b.name().contains(search) || b.id().contains(search));
  }

  private static Function<Branch, String> key(String sortBy) {
    return switch (sortBy) {
      case "name" -> Branch::name;
      case "created_at" -> branch -> branch.createdAt().toString();
      case "updated_at" -> branch -> branch.updatedAt().toString();
      default -> throw Refusal.invalid("sort_by must be name, created_at or updated_at");
    };
  }

  private static Position position(Branch branch, Function<Branch, String> key) {
    return new Position(key.apply(branch), branch.id());
  }

  private record Position(String key, String id) {

    String text() {
      byte[] bytes = (id + "\n" + key).getBytes(StandardCharsets.UTF_8);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static Position parse(String text) {
      try {
        String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
        int end = plain.indexOf('\n');
        if (end > 0) {
          return new Position(plain.substring(end + 1), plain.substring(0, end));
        }
      } catch (IllegalArgumentException e) {
        // The same refusal.
      }
      throw Refusal.invalid("cursor is not one that was given out");
    }
  }
}
