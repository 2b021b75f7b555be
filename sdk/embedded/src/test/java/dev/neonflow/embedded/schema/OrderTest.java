package dev.neonflow.embedded.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neonflow.embedded.schema.Dependencies.Edge;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderTest {

  @Test
  void rankAndName_decideUnlessSomethingIsNeeded() {
    List<Item> items =
        List.of(item("x", Rank.RELATION), item("b", Rank.TYPE), item("a", Rank.TYPE));
    assertEquals(List.of("a", "b", "x"), names(items, List.of()));
    assertEquals(List.of("b", "x", "a"), names(items, List.of(new Edge("a", "x"))));
  }

  @Test
  void circle_isOpenedWhereAnItemCanBeSplit() {
    Item table =
        item("t", Rank.RELATION)
            .making(List.of("default"))
            .splitting(() -> List.of(item("t", Rank.RELATION), item("default", Rank.DEFAULT)));
    List<Edge> edges =
        List.of(new Edge("f", "t"), new Edge("default", "f"), new Edge("default", "t"));
    assertEquals(
        List.of("t", "f", "default"), names(List.of(table, item("f", Rank.FUNCTION)), edges));
  }

  @Test
  void circleThatNothingOpens_beginsWithItsFirstName() {
    List<Item> items =
        List.of(item("user", Rank.TYPE), item("b", Rank.FUNCTION), item("a", Rank.FUNCTION));
    List<Edge> edges = List.of(new Edge("a", "b"), new Edge("b", "a"), new Edge("user", "a"));
    assertEquals(List.of("a", "user", "b"), names(items, edges));
  }

  private static Item item(String name, Rank rank) {
    return Item.of(name, rank, "", name, "", "");
  }

  private static List<String> names(List<Item> items, List<Edge> edges) {
    return Order.of(items, edges).stream().map(Item::name).toList();
  }
}
