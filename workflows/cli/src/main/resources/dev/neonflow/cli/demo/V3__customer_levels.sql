-- What pull request 42 adds: every customer gets a level, by what the orders add up to.
alter table customer add column level text not null default 'bronze';

update customer
   set level = case when spent.cents >= 150000 then 'gold' else 'silver' end
  from (select customer_id, sum(total_cents) as cents from orders group by customer_id) spent
 where spent.customer_id = customer.id
   and spent.cents >= 100000;
