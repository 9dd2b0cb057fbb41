// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Articles.ARTICLES;
import static org.kinglet.tck.model.Recipes.RECIPES;
import static org.kinglet.tck.model.Users.USERS;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.kinglet.Ref;
import org.kinglet.StaleRowException;
import org.kinglet.Table;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.IndexDefinition;
import org.kinglet.tck.model.Article;
import org.kinglet.tck.model.Recipe;
import org.kinglet.tck.model.User;

/** Fields of abstract superclasses, which are columns of each entity that extends them. */
class InheritanceTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS, ARTICLES, RECIPES};
    }

    private static Article article(User editor) {
        Article article = new Article();
        article.editor = Ref.to(editor);
        article.label = 7;
        article.setTitle("Kinglets");
        article.body = "small";
        return article;
    }

    @Test
    void columnsOfSuperclassesComeFirstAfterTheKey() {
        assertThat(ARTICLES.definition().columns())
                .extracting(ColumnDefinition::name)
                .containsExactly("id", "created_at", "revision", "title", "editor_id", "label", "body");
        assertThat(RECIPES.definition().columns())
                .extracting(ColumnDefinition::name)
                .containsExactly("id", "created_at", "revision", "title", "editor_id", "label", "minutes");
    }

    @Test
    void allLevelsAreWrittenAndRead() {
        User editor = USERS.create(USERS.username.set("huey"));
        Article article = article(editor);
        article.save();
        Article read = ARTICLES.getById(article.id);
        assertThat(read)
                .usingRecursiveComparison()
                .ignoringFields("editor", "stored", "database")
                .isEqualTo(article);
        assertThat(read.editor.get()).isEqualTo(editor);
        assertThat(ARTICLES.get(ARTICLES.title.eq("Kinglets"), ARTICLES.label.gt(6), ARTICLES.editor.eq(editor)))
                .isEqualTo(article);
        read.setTitle("Wrens");
        assertThat(read.dirtyColumns()).containsExactly(ARTICLES.title);
    }

    @Test
    void defaultsOfSuperclassesHold() {
        User editor = USERS.create(USERS.username.set("huey"));
        Recipe recipe = RECIPES.create(RECIPES.editor.set(editor), RECIPES.label.set("soup"));
        assertThat(recipe.getTitle()).isEqualTo("untitled");
        assertThat(recipe.getCreatedAt()).isBeforeOrEqualTo(Instant.now());
        assertThat(recipe.label).isEqualTo("soup");
    }

    @Test
    void anInheritedVersionLocks() {
        Article article = article(USERS.create(USERS.username.set("huey")));
        article.save();
        Article other = ARTICLES.getById(article.id);
        article.body = "one";
        article.save();
        assertThat(article.revision).isEqualTo(other.revision + 1);
        other.body = "other";
        assertThatThrownBy(other::save).isInstanceOf(StaleRowException.class);
    }

    @Test
    void indexesOfSuperclassesAreMadeForEachTable() {
        assertThat(ARTICLES.definition().indexes())
                .extracting(IndexDefinition::columns)
                .contains(java.util.List.of("title", "created_at"));
        assertThat(RECIPES.definition().indexes())
                .extracting(IndexDefinition::columns)
                .contains(java.util.List.of("title", "created_at"));
    }

    @Test
    void entitiesOfOneSuperclassAreNotEqual() {
        User editor = USERS.create(USERS.username.set("huey"));
        Article article = article(editor);
        article.save();
        Recipe recipe = RECIPES.create(RECIPES.editor.set(editor), RECIPES.label.set("soup"));
        assertThat(recipe.id).isEqualTo(article.id);
        assertThat((Object) recipe).isNotEqualTo(article);
    }
}
