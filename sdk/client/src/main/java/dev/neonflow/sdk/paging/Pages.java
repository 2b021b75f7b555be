package dev.neonflow.sdk.paging;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * All items of a list, page after page, fetched when they are asked for. Every iteration starts
 * again at the first page. Thread-safe; its iterators are not.
 *
 * <pre>{@code
 * Pages.of(cursor -> neon.branches().list(projectId, ListBranches.all().cursor(cursor)))
 * }</pre>
 */
public final class Pages<T> implements Iterable<T> {
  private final Function<@Nullable String, Page<T>> fetch;

  private Pages(Function<@Nullable String, Page<T>> fetch) {
    this.fetch = fetch;
  }

  /** Walks the pages that {@code fetch} returns for a cursor; the first cursor is null. */
  public static <T> Pages<T> of(Function<@Nullable String, Page<T>> fetch) {
    return new Pages<>(fetch);
  }

  @Override
  public Iterator<T> iterator() {
    return new Walk<>(fetch);
  }

  /** The items as a lazy stream. */
  public Stream<T> stream() {
    return StreamSupport.stream(spliterator(), false);
  }

  private static final class Walk<T> implements Iterator<T> {
    private final Function<@Nullable String, Page<T>> fetch;
    private List<T> items;
    private @Nullable String cursor;
    private int position;

    private Walk(Function<@Nullable String, Page<T>> fetch) {
      this.fetch = fetch;
      Page<T> first = fetch.apply(null);
      this.items = first.items();
      this.cursor = first.nextCursor();
    }

    @Override
    public boolean hasNext() {
      while (position >= items.size()) {
        if (cursor == null) {
          return false;
        }
        // Let go first: there is never more than one page.
        items = List.of();
        position = 0;
        Page<T> following = fetch.apply(cursor);
        boolean stuck = cursor.equals(following.nextCursor());
        items = following.items();
        cursor = stuck ? null : following.nextCursor();
      }
      return true;
    }

    @Override
    public T next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return items.get(position++);
    }
  }
}
