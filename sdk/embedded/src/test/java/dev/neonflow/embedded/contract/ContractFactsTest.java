package dev.neonflow.embedded.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractFactsTest {

  private static final String SAMPLE =
      """
      openapi: 3.0.3
      info: {title: words, version: v2}
      paths:
        /things/{thing_id}:
          get:
            summary: words
            operationId: getThing
            tags: [Thing]
            x-stability-level: beta
            deprecated: true
            parameters:
            - {name: description, in: query, required: true, description: words,
               schema: {type: integer, minimum: 1, example: 3}}
            responses:
              200:
                description: words
                content:
                  application/json:
                    example: {words: words}
                    schema: {$ref: '#/components/schemas/Thing'}
      components:
        securitySchemes: {BearerAuth: {type: http}}
        schemas:
          Thing:
            type: object
            title: words
            required: [title]
            properties:
              title: {type: string, nullable: true, description: words, enum: [b, a]}
              description: {type: array, items: {type: string, format: uuid, title: words}}
            additionalProperties: {type: string, description: words}
      """;

  @TempDir Path directory;

  @Test
  void facts_stayWithoutProse_inOneOrder() throws IOException {
    assertEquals(
        """
        {
          "x-source": {"package": "@neondatabase/api-client", "version": "2.7.3", \
        "file": "public-v2-for-users.gen.yaml"},
          "components": {
            "schemas": {
              "Thing": {
                "additionalProperties": {"type": "string"},
                "properties": {
                  "description": {"items": {"format": "uuid", "type": "string"}, "type": "array"},
                  "title": {"enum": ["b", "a"], "nullable": true, "type": "string"}
                },
                "required": ["title"],
                "type": "object"
              }
            }
          },
          "openapi": "3.0.3",
          "paths": {
            "/things/{thing_id}": {
              "get": {
                "deprecated": true,
                "operationId": "getThing",
                "parameters": [
                  {"in": "query", "name": "description", "required": true, \
        "schema": {"minimum": 1, "type": "integer"}}
                ],
                "responses": {"200": {"content": {"application/json": \
        {"schema": {"$ref": "#/components/schemas/Thing"}}}}},
                "tags": ["Thing"],
                "x-stability-level": "beta"
              }
            }
          }
        }
        """,
        stripped(SAMPLE));
  }

  @Test
  void whatIsNeitherKnownAsFactNorAsProse_isNotLostSilently() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> stripped(SAMPLE.replace("minimum", "multipleOf")));
    assertTrue(e.getMessage().contains("\"multipleOf\" in a schema"), e.getMessage());
  }

  private String stripped(String contract) throws IOException {
    return StripContract.facts(Files.writeString(directory.resolve("sample.yaml"), contract));
  }
}
