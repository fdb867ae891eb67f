"""Who is who across articles: spellings, familiar forms and offices weighed until each person is one."""
