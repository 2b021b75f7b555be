package dev.neonflow.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.ListBranches;
import dev.neonflow.sdk.paging.Pages;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import okhttp3.HttpUrl;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.RecordedRequest;
import org.junit.jupiter.api.Test;

class ManyBranchesTest extends WireTest {

  @Test
  void tenThousandBranches_areAskedForPageByPageAsTheyAreNeeded() {
    AtomicInteger consumed = new AtomicInteger();
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            HttpUrl url = Objects.requireNonNull(request.getRequestUrl());
            String cursor = url.queryParameter("cursor");
            int page = cursor == null ? 0 : Integer.parseInt(cursor);
            if (consumed.get() != 100 * page) {
              return error(400, "", "page " + page + " after " + consumed);
            }
            return answer(200, page(page));
          }
        });
    Pages<AnnotatedBranch> all =
        Pages.of(cursor -> neon.branches().list("p", ListBranches.all().limit(100).cursor(cursor)));
    for (AnnotatedBranch branch : all) {
      assertEquals("br-" + consumed.getAndIncrement(), branch.branch().id());
    }
    assertEquals(10_000, consumed.get());
    assertEquals(100, server.getRequestCount());
  }

  private static String page(int number) {
    String branches =
        IntStream.range(100 * number, 100 * number + 100)
            .mapToObj(i -> Answers.BRANCH.replace("br-curly-wave-af4i4oeu", "br-" + i))
            .collect(Collectors.joining(","));
    String next = number == 99 ? "{}" : "{\"next\":\"" + (number + 1) + "\"}";
    return "{\"branches\":[" + branches + "],\"annotations\":{},\"pagination\":" + next + "}";
  }
}
